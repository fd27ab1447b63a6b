//! Methods around Web Apps, drafts, verification and the bot's own picture.

use serde_json::{Map, Value, json};

use super::{
    Outcome, inline,
    target::{chat_id, known_user, supergroup},
    text::{TOO_LONG, text_content},
};
use crate::{
    journal::Happening,
    params::Params,
    refusal::Refusal,
    world::{BOT_ID, ChatKind, MediaKind, World},
};

/// How long a prepared message can be used, in seconds.
const PREPARED: u64 = 60 * 60;

/// <https://core.telegram.org/bots/api#answerwebappquery>. Web Apps are pages of others, which nobody opens here.
pub(super) fn answer_web_app_query(world: &mut World, params: &Params) -> Outcome {
    inline::read_result(world, params)?;
    let reason = "query is too old and response timeout expired or query ID is invalid";
    Err(Refusal::bad_request(reason))
}

/// <https://core.telegram.org/bots/api#savepreparedinlinemessage>
pub(super) fn save_prepared_inline_message(world: &mut World, params: &Params) -> Outcome {
    known_user(world, params).map_err(|_| Refusal::bad_request("USER_ID_INVALID"))?;
    inline::read_result(world, params)?;
    let kinds = ["allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats"];
    if !kinds.iter().any(|kind| params.flag(kind)) {
        return Err(Refusal::bad_request("PEER_TYPES_INVALID"));
    }
    let id = format!("prepared{}", world.begin_album());
    Ok(json!({ "id": id, "expiration_date": world.clock.now() + PREPARED }))
}

/// <https://core.telegram.org/bots/api#sendmessagedraft>. People see that the bot is typing.
pub(super) fn send_message_draft(world: &mut World, params: &Params) -> Outcome {
    let chat_id = chat_id(world, params)?;
    if params.integer("draft_id").is_none_or(|id| id == 0) {
        return Err(Refusal::bad_request("draft identifier must be non-zero"));
    }
    if params.text("text").is_some_and(|text| !text.is_empty()) {
        text_content(world, params, TOO_LONG)?;
    }
    if world.open_chat(chat_id)?.kind != ChatKind::Private {
        return Err(Refusal::bad_request("method is available only in private chats"));
    }
    let thread_id = params.integer("message_thread_id");
    world.journal.note(&Happening::Action { chat_id, thread_id, action: "typing".to_owned() });
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#setchatstickerset>
pub(super) fn set_chat_sticker_set(world: &mut World, params: &Params) -> Outcome {
    may_change(world, params)?;
    let name = params.text("sticker_set_name").unwrap_or_default();
    if world.sticker_sets.contains_key(&name) {
        Ok(json!(true))
    } else {
        Err(Refusal::bad_request("STICKERSET_INVALID"))
    }
}

/// <https://core.telegram.org/bots/api#deletechatstickerset>
pub(super) fn delete_chat_sticker_set(world: &mut World, params: &Params) -> Outcome {
    may_change(world, params).map(|()| json!(true))
}

fn may_change(world: &World, params: &Params) -> Result<(), Refusal> {
    let chat = supergroup(world, params)?;
    if world.standing(chat, BOT_ID).has("can_change_info") {
        return Ok(());
    }
    Err(Refusal::bad_request("not enough rights to change supergroup sticker set"))
}

/// <https://core.telegram.org/bots/api#setmyprofilephoto>. Nobody is shown it.
pub(super) fn set_my_profile_photo(world: &mut World, params: &Params) -> Outcome {
    let unreadable = |_| Refusal::bad_request("can't parse profile photo JSON object");
    let given = params.json("photo").map_err(unreadable)?.unwrap_or_default();
    let fields = given.as_object().cloned().unwrap_or_default();
    let input = params.inside(&fields);
    let (kind, name) = match fields.get("type").and_then(Value::as_str) {
        Some("static") => (MediaKind::Photo, "photo"),
        Some("animated") => (MediaKind::Animation, "animation"),
        _ => return Err(Refusal::bad_request("invalid profile photo type specified")),
    };
    let upload = input.file(name);
    let upload = upload.ok_or_else(|| Refusal::bad_request("photo must be uploaded as an InputFile"))?;
    let added = world.files.add(kind, upload, Map::new(), None);
    added.map(|_| json!(true)).map_err(|reason| Refusal::worded(&reason))
}

/// <https://core.telegram.org/bots/api#removemyprofilephoto>
pub(super) fn remove_my_profile_photo(_: &mut World, _: &Params) -> Outcome {
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#verifyuser> and the three like it. Only bots of organisations that verify may.
pub(super) fn verify(_: &mut World, _: &Params) -> Outcome {
    Err(Refusal::bad_request("BOT_VERIFIER_FORBIDDEN"))
}

/// <https://core.telegram.org/bots/api#setuseremojistatus>. Nobody has let the bot do that.
pub(super) fn set_user_emoji_status(world: &mut World, params: &Params) -> Outcome {
    known_user(world, params).map_err(|_| Refusal::bad_request("USER_ID_INVALID"))?;
    Err(Refusal::forbidden("not enough rights to change the emoji status of the user"))
}
