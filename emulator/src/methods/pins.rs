//! Pinning messages.

use serde_json::json;

use super::{Outcome, target::chat_id};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{GENERAL, World},
};

/// <https://core.telegram.org/bots/api#pinchatmessage>
pub(super) fn pin_chat_message(world: &mut World, params: &Params) -> Outcome {
    let chat_id = chat_id(world, params)?;
    let message_id = params.integer("message_id").filter(|id| *id > 0);
    let message_id = message_id.ok_or_else(|| Refusal::bad_request("message identifier is not specified"))?;
    world.check_pinning(chat_id)?;
    world.pin(chat_id, message_id).ok_or_else(|| Refusal::bad_request("message to pin not found"))?;
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#unpinchatmessage>
pub(super) fn unpin_chat_message(world: &mut World, params: &Params) -> Outcome {
    let chat_id = chat_id(world, params)?;
    world.check_pinning(chat_id)?;
    let is_done = world.unpin(chat_id, params.integer("message_id").filter(|id| *id != 0));
    if is_done { Ok(json!(true)) } else { Err(Refusal::bad_request("message to unpin not found")) }
}

/// <https://core.telegram.org/bots/api#unpinallchatmessages>
pub(super) fn unpin_all_chat_messages(world: &mut World, params: &Params) -> Outcome {
    unpin_all(world, params, None)
}

/// <https://core.telegram.org/bots/api#unpinallforumtopicmessages>
pub(super) fn unpin_all_forum_topic_messages(world: &mut World, params: &Params) -> Outcome {
    let topic = params.integer("message_thread_id").filter(|id| *id > 0);
    let topic = topic.ok_or_else(|| Refusal::bad_request("message thread not found"))?;
    unpin_all(world, params, Some(topic))
}

/// <https://core.telegram.org/bots/api#unpinallgeneralforumtopicmessages>
pub(super) fn unpin_all_general_forum_topic_messages(world: &mut World, params: &Params) -> Outcome {
    unpin_all(world, params, Some(GENERAL))
}

fn unpin_all(world: &mut World, params: &Params, topic: Option<i64>) -> Outcome {
    let chat_id = chat_id(world, params)?;
    world.check_pinning(chat_id)?;
    world.unpin_all(chat_id, topic);
    Ok(json!(true))
}
