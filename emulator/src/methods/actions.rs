//! What the bot shows that it does.

use serde_json::json;

use super::{Outcome, target::chat_id};
use crate::{journal::Happening, params::Params, refusal::Refusal, world::World};

const CHAT_ACTIONS: [&str; 15] = [
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
    "pick_up_location",
    "record_video_note",
    "upload_video_note",
    "cancel",
];

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
