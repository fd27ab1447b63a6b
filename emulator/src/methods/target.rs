//! Which chat and whom a call is about.

use crate::{
    params::Params,
    refusal::Refusal,
    world::{Access, ChatKind, World},
};

/// The chat that `chat_id` names, by its number or its public `@name`. It need not exist.
pub(super) fn chat_id(world: &World, params: &Params) -> Result<i64, Refusal> {
    named_chat(world, params, "chat_id")
}

/// The chat that this parameter names.
pub(super) fn named_chat(world: &World, params: &Params, parameter: &str) -> Result<i64, Refusal> {
    let given = params.text(parameter).unwrap_or_default();
    if given.is_empty() {
        return Err(Refusal::bad_request(&format!("{parameter} is empty")));
    }
    let found = match given.strip_prefix('@') {
        Some(name) => world.named(name),
        None => params.integer(parameter),
    };
    found.ok_or_else(|| Refusal::bad_request("chat not found"))
}

/// The chat that `chat_id` names, if the bot may do that there.
pub(super) fn chat_for(world: &World, params: &Params, access: Access) -> Result<i64, Refusal> {
    let id = chat_id(world, params)?;
    world.access(id, access).map(|_| id)
}

/// As [`chat_for`], for methods that only supergroups have.
pub(super) fn supergroup(world: &World, params: &Params) -> Result<i64, Refusal> {
    let id = chat_for(world, params, Access::Write)?;
    match kind(world, id)? {
        ChatKind::Supergroup => Ok(id),
        _ => Err(Refusal::bad_request("method is available only for supergroups")),
    }
}

/// As [`chat_for`], for methods that only supergroups and channels have.
pub(super) fn supergroup_or_channel(world: &World, params: &Params) -> Result<i64, Refusal> {
    let id = chat_for(world, params, Access::Write)?;
    match kind(world, id)? {
        ChatKind::Supergroup | ChatKind::Channel => Ok(id),
        _ => Err(Refusal::bad_request("method is available for supergroup and channel chats only")),
    }
}

/// The kind of a chat that was found before.
pub(super) fn kind(world: &World, chat_id: i64) -> Result<ChatKind, Refusal> {
    world.chat(chat_id).map(|chat| chat.kind).ok_or_else(|| Refusal::bad_request("chat not found"))
}

/// The user that `user_id` names, whom Telegram need not know.
pub(super) fn user_id(params: &Params) -> Result<i64, Refusal> {
    let id = params.integer("user_id").filter(|id| *id > 0);
    id.ok_or_else(|| Refusal::bad_request("invalid user_id specified"))
}

/// The user that `user_id` names, if Telegram knows them.
pub(super) fn known_user(world: &World, params: &Params) -> Result<i64, Refusal> {
    let id = user_id(params)?;
    let known = world.user(id).map(|_| id);
    known.ok_or_else(|| Refusal::bad_request("PARTICIPANT_ID_INVALID"))
}
