//! The bot's reactions.

use serde_json::{Value, json};

use super::{Outcome, target::chat_id};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{BOT_ID, ChatKind, REACTION_EMOJI, World},
};

/// Bots can't have Premium, so one reaction must do.
const MOST_REACTIONS: usize = 1;

/// <https://core.telegram.org/bots/api#setmessagereaction>
pub(super) fn set_message_reaction(world: &mut World, params: &Params) -> Outcome {
    let unreadable = || Refusal::bad_request("can't parse reaction types JSON object");
    let given = params.json("reaction").map_err(|_| unreadable())?.unwrap_or_else(|| json!([]));
    let given = given.as_array().ok_or_else(unreadable)?;
    let reactions = given.iter().map(reaction).collect::<Result<Vec<_>, _>>()?;
    let chat_id = chat_id(world, params)?;
    let message_id = params.integer("message_id").unwrap_or(0);
    world.open_chat(chat_id)?;
    let exists = world.chat(chat_id).is_some_and(|chat| chat.message(message_id).is_some());
    if !exists {
        return Err(Refusal::bad_request("message to react not found"));
    }
    if reactions.len() > MOST_REACTIONS {
        return Err(Refusal::bad_request("REACTIONS_TOO_MANY"));
    }
    world.set_reactions(BOT_ID, (chat_id, message_id), reactions);
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#deletemessagereaction>
pub(super) fn delete_message_reaction(world: &mut World, params: &Params) -> Outcome {
    let (chat_id, actor) = whose(world, params)?;
    let message_id = params.integer("message_id").unwrap_or(0);
    let removed = world.set_reactions(actor, (chat_id, message_id), Vec::new());
    removed.map(|_| json!(true)).ok_or_else(|| Refusal::bad_request("MESSAGE_ID_INVALID"))
}

/// <https://core.telegram.org/bots/api#deleteallmessagereactions>
pub(super) fn delete_all_message_reactions(world: &mut World, params: &Params) -> Outcome {
    let (chat_id, actor) = whose(world, params)?;
    for message_id in world.reacted_by(actor, chat_id) {
        world.set_reactions(actor, (chat_id, message_id), Vec::new());
    }
    Ok(json!(true))
}

/// The group, and in it the user or the chat whose reactions the bot may remove.
fn whose(world: &World, params: &Params) -> Result<(i64, i64), Refusal> {
    let chat_id = chat_id(world, params)?;
    let chat = world.chat(chat_id).ok_or_else(|| Refusal::bad_request("chat not found"))?;
    if !matches!(chat.kind, ChatKind::Group | ChatKind::Supergroup) {
        return Err(Refusal::bad_request("method is available only in groups"));
    }
    if !world.standing(chat_id, BOT_ID).has("can_delete_messages") {
        return Err(Refusal::bad_request("CHAT_ADMIN_REQUIRED"));
    }
    let actor = params.integer("user_id").or_else(|| params.integer("actor_chat_id"));
    let actor = actor.filter(|id| world.user(*id).is_some() || world.chat(*id).is_some());
    Ok((chat_id, actor.ok_or_else(|| Refusal::bad_request("PARTICIPANT_ID_INVALID"))?))
}

/// A `ReactionType`. Bots can't pay for reactions.
fn reaction(given: &Value) -> Result<Value, Refusal> {
    let wrong = |reason: &str| Refusal::bad_request(&format!("can't parse ReactionType: {reason}"));
    let missing = |name: &str| wrong(&format!("Can't find field \"{name}\""));
    match given["type"].as_str().ok_or_else(|| missing("type"))? {
        "emoji" => {
            let emoji = given["emoji"].as_str().ok_or_else(|| missing("emoji"))?;
            let emoji = emoji.trim_end_matches('\u{fe0f}');
            let is_known = REACTION_EMOJI.contains(&emoji);
            let invalid = || Refusal::bad_request("REACTION_INVALID");
            is_known.then(|| json!({ "type": "emoji", "emoji": emoji })).ok_or_else(invalid)
        }
        "custom_emoji" => {
            let id = given["custom_emoji_id"].as_str().ok_or_else(|| missing("custom_emoji_id"))?;
            Ok(json!({ "type": "custom_emoji", "custom_emoji_id": id }))
        }
        "paid" => Err(Refusal::bad_request("REACTION_INVALID")),
        _ => Err(wrong("invalid reaction type specified")),
    }
}
