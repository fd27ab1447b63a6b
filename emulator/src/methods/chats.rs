//! Looking at chats, and who is in them.

use serde_json::{Value, json};

use super::{
    Outcome,
    target::{chat_for, chat_id, kind, known_user, user_id},
};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Access, BOT_ID, ChatKind, ChatRecord, World},
};

/// <https://core.telegram.org/bots/api#getchat>
pub(super) fn get_chat(world: &mut World, params: &Params) -> Outcome {
    let id = chat_id(world, params)?;
    world.access(id, Access::Read).map(ChatRecord::shown_fully)
}

/// <https://core.telegram.org/bots/api#getchatmember>
pub(super) fn get_chat_member(world: &mut World, params: &Params) -> Outcome {
    let chat = chat_for(world, params, Access::Read)?;
    let user = known_user(world, params)?;
    check_list(world, chat)?;
    world.shown_member(chat, user).ok_or_else(|| Refusal::bad_request("member not found"))
}

/// <https://core.telegram.org/bots/api#getchatmembercount>
pub(super) fn get_chat_member_count(world: &mut World, params: &Params) -> Outcome {
    let chat = chat_for(world, params, Access::Read)?;
    Ok(json!(world.members(chat).iter().filter(|(_, standing)| standing.is_in()).count()))
}

/// <https://core.telegram.org/bots/api#getchatadministrators>. The only bot is this one, which Telegram
/// never leaves out.
pub(super) fn get_chat_administrators(world: &mut World, params: &Params) -> Outcome {
    let chat = chat_for(world, params, Access::Read)?;
    if kind(world, chat)? == ChatKind::Private {
        return Err(Refusal::bad_request("there are no administrators in the private chat"));
    }
    check_list(world, chat)?;
    let members = world.members(chat).into_iter();
    let administrators = members.filter(|(_, standing)| standing.is_administrator()).map(|(user, _)| user);
    let shown: Vec<Value> = administrators.filter_map(|user| world.shown_member(chat, user)).collect();
    Ok(json!(shown))
}

/// <https://core.telegram.org/bots/api#getuserprofilephotos>. Nobody here has one.
pub(super) fn get_user_profile_photos(world: &mut World, params: &Params) -> Outcome {
    let user = user_id(params)?;
    world.user(user).ok_or_else(|| Refusal::bad_request("user not found"))?;
    Ok(json!({ "total_count": 0, "photos": [] }))
}

/// <https://core.telegram.org/bots/api#getuserchatboosts>. Nobody here boosts chats.
pub(super) fn get_user_chat_boosts(world: &mut World, params: &Params) -> Outcome {
    let chat = chat_for(world, params, Access::Read)?;
    known_user(world, params)?;
    if !world.standing(chat, BOT_ID).is_administrator() {
        return Err(Refusal::bad_request("CHAT_ADMIN_REQUIRED"));
    }
    Ok(json!({ "boosts": [] }))
}

/// Who is in a channel is only its administrators' to know.
fn check_list(world: &World, chat: i64) -> Result<(), Refusal> {
    if kind(world, chat)? == ChatKind::Channel && !world.standing(chat, BOT_ID).is_administrator() {
        return Err(Refusal::bad_request("member list is inaccessible"));
    }
    Ok(())
}
