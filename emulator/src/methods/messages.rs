//! Sending.

use serde_json::{Map, Value, json};

use super::{Outcome, target::chat_id};
use crate::{
    journal::Happening,
    params::Params,
    refusal::Refusal,
    world::{Reply, World, clean, utf16_len},
};

const LONGEST_TEXT: usize = 4096;
const MOST_CALLBACK_DATA: usize = 64;

const CHAT_ACTIONS: [&str; 14] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "record_audio",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
    "cancel",
];

/// <https://core.telegram.org/bots/api#sendmessage>. `parse_mode` is kept in
/// [`Message::sent_with`](crate::Message::sent_with), but not applied: tags stay in the text.
pub(super) fn send_message(world: &mut World, params: &Params) -> Outcome {
    let text = params.text("text").filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| Refusal::bad_request("message text is empty"))?;
    let chat_id = chat_id(world, params)?;
    world.open_chat(chat_id)?;
    let text = checked(&text)?;
    let fields = shown_fields(world, chat_id, params)?;
    let entities = params.json("entities").ok().flatten().filter(Value::is_array);
    world.reply(Reply { chat_id, text, entities, fields, sent_with: params.to_value() })
}

/// <https://core.telegram.org/bots/api#sendchataction>
pub(super) fn send_chat_action(world: &mut World, params: &Params) -> Outcome {
    let action = params.text("action").unwrap_or_default().to_lowercase();
    if !CHAT_ACTIONS.contains(&action.as_str()) {
        return Err(Refusal::bad_request("wrong parameter action in request"));
    }
    let chat_id = chat_id(world, params)?;
    world.open_chat(chat_id)?;
    let thread_id = params.integer("message_thread_id");
    world.journal.note(&Happening::Action { chat_id, thread_id, action });
    Ok(json!(true))
}

/// The text as Telegram keeps it, if it does.
fn checked(text: &str) -> Result<String, Refusal> {
    let text = clean(text);
    match utf16_len(&text) {
        0 => Err(Refusal::bad_request("text must be non-empty")),
        1..=LONGEST_TEXT => Ok(text),
        _ => Err(Refusal::bad_request("message is too long")),
    }
}

/// The parameters that show in the message.
fn shown_fields(world: &World, chat_id: i64, params: &Params) -> Result<Map<String, Value>, Refusal> {
    let mut fields = Map::new();
    if let Some(thread) = params.integer("message_thread_id") {
        fields.insert("message_thread_id".to_owned(), json!(thread));
        fields.insert("is_topic_message".to_owned(), json!(true));
    }
    if let Some(connection) = params.text("business_connection_id") {
        fields.insert("business_connection_id".to_owned(), json!(connection));
    }
    if let Some(answered) = answered(world, chat_id, params)? {
        fields.insert("reply_to_message".to_owned(), answered);
    }
    if let Some(keyboard) = inline_keyboard(params)? {
        fields.insert("reply_markup".to_owned(), keyboard);
    }
    Ok(fields)
}

/// The message that `reply_parameters` or the older `reply_to_message_id` names.
fn answered(world: &World, chat_id: i64, params: &Params) -> Result<Option<Value>, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse reply parameters JSON object");
    let given = params.json("reply_parameters").map_err(unreadable)?.unwrap_or_default();
    let Some(id) = given["message_id"].as_i64().or_else(|| params.integer("reply_to_message_id")) else {
        return Ok(None);
    };
    let chat_id = given["chat_id"].as_i64().unwrap_or(chat_id);
    let Some(message) = world.chat(chat_id).and_then(|chat| chat.message(id)) else {
        let may_lack = given["allow_sending_without_reply"].as_bool().unwrap_or(false)
            || params.flag("allow_sending_without_reply");
        let refusal = Refusal::bad_request("message to be replied not found");
        return if may_lack { Ok(None) } else { Err(refusal) };
    };
    let mut message = message.json.clone();
    // Telegram shows one level only.
    message.as_object_mut().and_then(|fields| fields.remove("reply_to_message"));
    Ok(Some(message))
}

/// The keyboard below the message; other markups belong to the chat and don't show.
fn inline_keyboard(params: &Params) -> Result<Option<Value>, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse reply keyboard markup JSON object");
    let markup = params.json("reply_markup").map_err(unreadable)?;
    let markup = markup.filter(|markup| markup.get("inline_keyboard").is_some());
    markup.as_ref().map_or(Ok(()), check_callback_data)?;
    Ok(markup)
}

/// Buttons carry 1 to 64 bytes.
fn check_callback_data(keyboard: &Value) -> Result<(), Refusal> {
    let rows = keyboard["inline_keyboard"].as_array().into_iter().flatten();
    let buttons = rows.filter_map(Value::as_array).flatten();
    let mut data = buttons.filter_map(|button| button["callback_data"].as_str());
    if data.all(|data| (1..=MOST_CALLBACK_DATA).contains(&data.len())) {
        Ok(())
    } else {
        Err(Refusal::bad_request("BUTTON_DATA_INVALID"))
    }
}
