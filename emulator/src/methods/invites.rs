//! Invite links, and requests to join.

use serde_json::{Value, json};

use super::{
    Outcome,
    target::{chat_for, kind, user_id},
};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Access, BOT_ID, ChatKind, LinkTerms, World, clean},
};

const LONGEST_NAME: usize = 32;
const MOST_MEMBERS: i64 = 99_999;

/// <https://core.telegram.org/bots/api#exportchatinvitelink>
pub(super) fn export_chat_invite_link(world: &mut World, params: &Params) -> Outcome {
    let chat = chat(world, params)?;
    let former = world.chat(chat).and_then(|chat| chat.invites.open_primary(BOT_ID));
    if let Some(former) = former.map(|former| former.url.clone()) {
        world.revoke_link(chat, &former);
    }
    world.add_link(chat, BOT_ID, LinkTerms::default(), true).map(Value::from).ok_or_else(unknown_link)
}

/// <https://core.telegram.org/bots/api#createchatinvitelink>
pub(super) fn create_chat_invite_link(world: &mut World, params: &Params) -> Outcome {
    let chat = chat(world, params)?;
    let url = world.add_link(chat, BOT_ID, terms(world, params)?, false).ok_or_else(unknown_link)?;
    world.shown_link(chat, &url).ok_or_else(unknown_link)
}

/// <https://core.telegram.org/bots/api#editchatinvitelink>
pub(super) fn edit_chat_invite_link(world: &mut World, params: &Params) -> Outcome {
    let id = chat(world, params)?;
    let terms = terms(world, params)?;
    let url = url(params)?;
    let link = world.chat_mut(id).and_then(|chat| chat.invites.link_mut(&url));
    let link = link.filter(|link| link.creator == BOT_ID && !link.is_revoked && !link.is_primary);
    link.ok_or_else(unknown_link)?.terms = terms;
    world.shown_link(id, &url).ok_or_else(unknown_link)
}

/// <https://core.telegram.org/bots/api#revokechatinvitelink>
pub(super) fn revoke_chat_invite_link(world: &mut World, params: &Params) -> Outcome {
    let id = chat(world, params)?;
    let url = url(params)?;
    let link = world.chat_mut(id).and_then(|chat| chat.invites.link_mut(&url));
    let is_primary = link.filter(|link| link.creator == BOT_ID).ok_or_else(unknown_link)?.is_primary;
    world.revoke_link(id, &url);
    if is_primary {
        world.add_link(id, BOT_ID, LinkTerms::default(), true);
    }
    world.shown_link(id, &url).ok_or_else(unknown_link)
}

/// <https://core.telegram.org/bots/api#approvechatjoinrequest>
pub(super) fn approve_chat_join_request(world: &mut World, params: &Params) -> Outcome {
    end_request(world, params, true)
}

/// <https://core.telegram.org/bots/api#declinechatjoinrequest>
pub(super) fn decline_chat_join_request(world: &mut World, params: &Params) -> Outcome {
    end_request(world, params, false)
}

fn end_request(world: &mut World, params: &Params, is_approved: bool) -> Outcome {
    let chat = chat(world, params)?;
    let user = user_id(params)?;
    if world.standing(chat, user).is_in() {
        return Err(Refusal::bad_request("USER_ALREADY_PARTICIPANT"));
    }
    if world.end_request(chat, user, is_approved) {
        Ok(json!(true))
    } else {
        Err(Refusal::bad_request("HIDE_REQUESTER_MISSING"))
    }
}

/// The chat that `chat_id` names, if the bot may invite people there.
fn chat(world: &World, params: &Params) -> Result<i64, Refusal> {
    let chat = chat_for(world, params, Access::Write)?;
    if kind(world, chat)? == ChatKind::Private {
        return Err(Refusal::bad_request("can't invite members to a private chat"));
    }
    if !world.standing(chat, BOT_ID).has("can_invite_users") {
        return Err(Refusal::bad_request("not enough rights to manage chat invite link"));
    }
    Ok(chat)
}

fn url(params: &Params) -> Result<String, Refusal> {
    let url = params.text("invite_link").filter(|url| !url.is_empty());
    url.ok_or_else(|| Refusal::bad_request("invite link must be non-empty"))
}

fn terms(world: &World, params: &Params) -> Result<LinkTerms, Refusal> {
    let name = clean(&params.text("name").unwrap_or_default()).chars().take(LONGEST_NAME).collect();
    let expire_date = params.integer("expire_date").and_then(|date| u64::try_from(date).ok()).unwrap_or(0);
    if expire_date != 0 && expire_date <= world.clock.now() {
        return Err(Refusal::bad_request("EXPIRE_DATE_INVALID"));
    }
    let member_limit = params.integer("member_limit").unwrap_or(0).clamp(0, MOST_MEMBERS);
    let creates_join_request = params.flag("creates_join_request");
    if creates_join_request && member_limit != 0 {
        let reason = "member limit can't be specified for links requiring administrator approval";
        return Err(Refusal::bad_request(reason));
    }
    let member_limit = usize::try_from(member_limit).unwrap_or(0);
    Ok(LinkTerms { name, expire_date, member_limit, creates_join_request })
}

fn unknown_link() -> Refusal {
    Refusal::bad_request("INVITE_HASH_EXPIRED")
}
