//! Editing and deleting messages.

use serde_json::{Value, json};

use super::{
    Outcome, markup,
    target::chat_id,
    text::{caption, text_content},
};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Rewrite, World},
};

const MOST_DELETED: usize = 100;

/// <https://core.telegram.org/bots/api#editmessagetext>
pub(super) fn edit_message_text(world: &mut World, params: &Params) -> Outcome {
    let content = text_content(world, params, "MESSAGE_TOO_LONG")?;
    let edit = Edit::read(world, params)?;
    if edit.message(world)?.get("text").is_none() {
        return Err(Refusal::bad_request("there is no text in the message to edit"));
    }
    edit.apply(world, Rewrite::Content(content))
}

/// <https://core.telegram.org/bots/api#editmessagecaption>
pub(super) fn edit_message_caption(world: &mut World, params: &Params) -> Outcome {
    let caption = caption(world, params)?;
    let edit = Edit::read(world, params)?;
    let captioned = ["photo", "video", "animation", "audio", "document", "voice", "paid_media"];
    let message = edit.message(world)?;
    if !captioned.iter().any(|name| message.get(name).is_some()) {
        return Err(Refusal::bad_request("there is no caption in the message to edit"));
    }
    edit.apply(world, Rewrite::Caption(caption, params.flag("show_caption_above_media")))
}

/// <https://core.telegram.org/bots/api#editmessagereplymarkup>
pub(super) fn edit_message_reply_markup(world: &mut World, params: &Params) -> Outcome {
    Edit::read(world, params)?.apply(world, Rewrite::Markup)
}

/// Which message an edit is about, and its new keyboard.
pub(super) struct Edit {
    pub(super) place: (i64, i64),
    keyboard: Option<Value>,
    /// It was named by `inline_message_id`: the answer is `true`.
    is_inline: bool,
}

impl Edit {
    pub(super) fn read(world: &World, params: &Params) -> Result<Self, Refusal> {
        let keyboard = markup::read_inline(params)?;
        let (place, is_inline) = place(world, params)?;
        if let Some(keyboard) = &keyboard {
            let chat = world.chat(place.0).ok_or_else(|| Refusal::bad_request("chat not found"))?;
            markup::admit_inline(keyboard, chat.kind)?;
        }
        Ok(Self { place, keyboard, is_inline })
    }

    /// The message as it is.
    pub(super) fn message<'a>(&self, world: &'a World) -> Result<&'a Value, Refusal> {
        world.editable(self.place).map(|message| &message.json)
    }

    pub(super) fn apply(self, world: &mut World, change: Rewrite) -> Outcome {
        let message = world.rewrite(self.place, change, self.keyboard)?;
        Ok(if self.is_inline { json!(true) } else { message })
    }
}

/// Chat and message, and whether they were named by `inline_message_id`.
fn place(world: &World, params: &Params) -> Result<((i64, i64), bool), Refusal> {
    let has_chat = params.text("chat_id").is_some_and(|id| !id.is_empty());
    let message_id = params.integer("message_id").unwrap_or(0);
    if has_chat || message_id != 0 {
        let chat_id = chat_id(world, params)?;
        return match message_id {
            ..=0 => Err(Refusal::bad_request("message identifier is not specified")),
            _ => Ok(((chat_id, message_id), false)),
        };
    }
    let inline = params.text("inline_message_id").filter(|id| !id.is_empty());
    let inline = inline.ok_or_else(|| Refusal::bad_request("message identifier is not specified"))?;
    let place = world.inline_messages.get(&inline).copied();
    place.map(|place| (place, true)).ok_or_else(|| Refusal::bad_request("MESSAGE_ID_INVALID"))
}

/// <https://core.telegram.org/bots/api#deletemessage>
pub(super) fn delete_message(world: &mut World, params: &Params) -> Outcome {
    if params.text("chat_id").is_none_or(|id| id.is_empty()) {
        return Err(Refusal::bad_request("chat identifier is not specified"));
    }
    let chat_id = chat_id(world, params)?;
    let message_id = params.integer("message_id").filter(|id| *id > 0);
    let message_id = message_id.ok_or_else(|| Refusal::bad_request("message identifier is not specified"))?;
    world.check_deletable(chat_id, message_id)?;
    Ok(json!(world.delete(chat_id, message_id)))
}

/// <https://core.telegram.org/bots/api#deletemessages>. Messages that are not there are passed over.
pub(super) fn delete_messages(world: &mut World, params: &Params) -> Outcome {
    let chat_id = chat_id(world, params)?;
    let ids = message_ids(params, "delete", MOST_DELETED)?;
    world.open_chat(chat_id)?;
    let present: Vec<i64> = ids
        .into_iter()
        .filter(|id| world.chat(chat_id).is_some_and(|chat| chat.message(*id).is_some()))
        .collect();
    for id in &present {
        world.check_deletable(chat_id, *id)?;
    }
    for id in present {
        world.delete(chat_id, id);
    }
    Ok(json!(true))
}

/// The parameter `message_ids`.
pub(super) fn message_ids(params: &Params, purpose: &str, most: usize) -> Result<Vec<i64>, Refusal> {
    let none = || Refusal::bad_request("message identifiers are not specified");
    let given = params.json("message_ids").map_err(|_| none())?.ok_or_else(none)?;
    let ids =
        given.as_array().ok_or_else(|| Refusal::bad_request("expected an Array of message identifiers"))?;
    let id = |id: &Value| id.as_i64().or_else(|| id.as_str()?.parse().ok()).filter(|id| *id > 0);
    let ids: Option<Vec<i64>> = ids.iter().map(id).collect();
    let ids = ids.ok_or_else(|| Refusal::bad_request("invalid message identifier specified"))?;
    match ids.len() {
        0 => Err(none()),
        count if count > most => Err(Refusal::bad_request(&format!("too many messages to {purpose}"))),
        _ => Ok(ids),
    }
}
