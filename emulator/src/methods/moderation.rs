//! The bot throws people out, restricts and promotes them.

use serde_json::{Map, Value, json};

use super::{
    Outcome,
    target::{chat_for, kind, known_user, supergroup, supergroup_or_channel},
};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Access, BOT_ID, Change, ChatKind, Rank, Rights, Standing, World},
};

/// Bans and restrictions that would be shorter or longer than this, in seconds, are for ever.
const SHORTEST: u64 = 30;
const LONGEST: u64 = 366 * 24 * 60 * 60;
const LONGEST_TITLE: usize = 16;

const NO_RIGHT: &str = "not enough rights to restrict/unrestrict chat member";

/// <https://core.telegram.org/bots/api#banchatmember>. Whom a bot throws out of a basic group may come back.
pub(super) fn ban_chat_member(world: &mut World, params: &Params) -> Outcome {
    let chat = chat_for(world, params, Access::Write)?;
    let user = known_user(world, params)?;
    let new = match kind(world, chat)? {
        ChatKind::Group => Standing::left(),
        _ => Standing::banned().until(until(world, params)),
    };
    restrict(world, chat, user, new)
}

/// <https://core.telegram.org/bots/api#unbanchatmember>
pub(super) fn unban_chat_member(world: &mut World, params: &Params) -> Outcome {
    let chat = supergroup_or_channel(world, params)?;
    let user = known_user(world, params)?;
    if params.flag("only_if_banned") && !world.standing(chat, user).is_banned() {
        return Ok(json!(true));
    }
    restrict(world, chat, user, Standing::left())
}

/// <https://core.telegram.org/bots/api#restrictchatmember>
pub(super) fn restrict_chat_member(world: &mut World, params: &Params) -> Outcome {
    let chat = supergroup(world, params)?;
    let user = known_user(world, params)?;
    let may = permissions(params)?;
    let is_member = world.standing(chat, user).is_in();
    let new = match (may == Rights::all_permissions(), is_member) {
        (true, true) => Standing::member(),
        (true, false) => Standing::left(),
        (false, _) => Standing::from(Rank::Restricted { may, is_member }).until(until(world, params)),
    };
    restrict(world, chat, user, new)
}

/// Throws somebody out, restricts them or ends that, if the bot may. Who is that already is left alone, whatever the
/// bot may; not so in basic groups.
fn restrict(world: &mut World, chat: i64, user: i64, new: Standing) -> Outcome {
    let old = world.standing(chat, user);
    if old == new && kind(world, chat)? != ChatKind::Group {
        return Ok(json!(true));
    }
    check_restriction(world, chat, user, &old)?;
    let is_farewell = old.is_in() && !new.is_in() && world.shows_members(chat);
    set(world, chat, user, new);
    if is_farewell {
        world.tell_of_members(chat, "left_chat_member", &[user], Some(BOT_ID));
    }
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#promotechatmember>
pub(super) fn promote_chat_member(world: &mut World, params: &Params) -> Outcome {
    let chat = supergroup_or_channel(world, params)?;
    let user = known_user(world, params)?;
    let (bot, old) = (world.standing(chat, BOT_ID), world.standing(chat, user));
    let rights = Rights::all().choose(|right| params.flag(right));
    let new = promoted(rights.clone(), params.flag("is_anonymous"), old.title.clone());
    if old == new {
        return Ok(json!(true));
    }
    check_promotion(user, &bot, &old)?;
    if matches!(&bot.rank, Rank::Administrator { rights: own, .. } if !rights.is_within(own)) {
        return Err(Refusal::bad_request("RIGHT_FORBIDDEN"));
    }
    set(world, chat, user, new);
    Ok(json!(true))
}

/// What somebody is with these rights of an administrator: without any, an ordinary member.
fn promoted(mut rights: Rights, is_anonymous: bool, title: Option<String>) -> Standing {
    if rights.is_empty() && !is_anonymous {
        return Standing::member();
    }
    rights.add("can_manage_chat");
    Standing { title, ..Rank::Administrator { rights, is_anonymous, is_by_bot: true }.into() }
}

/// <https://core.telegram.org/bots/api#setchatadministratorcustomtitle>
pub(super) fn set_chat_administrator_custom_title(world: &mut World, params: &Params) -> Outcome {
    let chat = supergroup(world, params)?;
    let user = known_user(world, params)?;
    let title = params.text("custom_title").unwrap_or_default();
    let mut standing = world.standing(chat, user);
    let may_promote = world.standing(chat, BOT_ID).has("can_promote_members");
    match &standing.rank {
        Rank::Owner { .. } => return Err(Refusal::bad_request("only creator can edit their custom title")),
        Rank::Administrator { is_by_bot: true, .. } if may_promote => {}
        Rank::Administrator { .. } => {
            return Err(Refusal::bad_request("not enough rights to change custom title of the user"));
        }
        _ => return Err(Refusal::bad_request("user is not an administrator")),
    }
    if title.chars().count() > LONGEST_TITLE {
        return Err(Refusal::bad_request("ADMIN_RANK_INVALID"));
    }
    standing.title = Some(title).filter(|title| !title.is_empty());
    set(world, chat, user, standing);
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#setchatpermissions>
pub(super) fn set_chat_permissions(world: &mut World, params: &Params) -> Outcome {
    let id = chat_for(world, params, Access::Write)?;
    let permissions = permissions(params)?;
    if !matches!(kind(world, id)?, ChatKind::Group | ChatKind::Supergroup) {
        return Err(Refusal::bad_request("chat permissions can't be changed in this chat"));
    }
    if !world.standing(id, BOT_ID).has("can_restrict_members") {
        return Err(Refusal::bad_request("not enough rights to change chat permissions"));
    }
    if let Some(chat) = world.chat_mut(id) {
        chat.permissions = permissions;
    }
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#banchatsenderchat>
pub(super) fn ban_chat_sender_chat(world: &mut World, params: &Params) -> Outcome {
    set_sender_banned(world, params, true)
}

/// <https://core.telegram.org/bots/api#unbanchatsenderchat>
pub(super) fn unban_chat_sender_chat(world: &mut World, params: &Params) -> Outcome {
    set_sender_banned(world, params, false)
}

fn set_sender_banned(world: &mut World, params: &Params, is_banned: bool) -> Outcome {
    let id = supergroup_or_channel(world, params)?;
    let sender = params.integer("sender_chat_id").filter(|sender| world.chat(*sender).is_some());
    let sender = sender.ok_or_else(|| Refusal::bad_request("sender chat not found"))?;
    if !world.standing(id, BOT_ID).has("can_restrict_members") {
        return Err(Refusal::bad_request(NO_RIGHT));
    }
    if let Some(chat) = world.chat_mut(id) {
        if is_banned {
            chat.banned_senders.insert(sender);
        } else {
            chat.banned_senders.remove(&sender);
        }
    }
    Ok(json!(true))
}

/// Whether the bot may throw out or restrict this user here; as `restrict_channel_participant` of
/// [TDLib](https://github.com/tdlib/td), and what the server adds.
fn check_restriction(world: &World, chat: i64, user: i64, old: &Standing) -> Result<(), Refusal> {
    let bot = world.standing(chat, BOT_ID);
    let may_restrict = bot.has("can_restrict_members");
    let reason = match kind(world, chat)? {
        ChatKind::Private => "chat member status can't be changed in private chats",
        ChatKind::Group if !may_restrict || old.is_administrator() => "CHAT_ADMIN_REQUIRED",
        ChatKind::Group if !old.is_in() => "USER_NOT_PARTICIPANT",
        ChatKind::Group => return Ok(()),
        _ if matches!(old.rank, Rank::Owner { .. }) => "can't remove chat owner",
        _ if user == BOT_ID => "can't restrict self",
        _ if !may_restrict => NO_RIGHT,
        _ if old.is_administrator() => "user is an administrator of the chat",
        _ => return Ok(()),
    };
    Err(Refusal::bad_request(reason))
}

/// Whether the bot may make this user an administrator, or change what they are as one: whom somebody else promoted
/// is out of its reach.
fn check_promotion(user: i64, bot: &Standing, old: &Standing) -> Result<(), Refusal> {
    let reason = match old.rank {
        Rank::Owner { .. } => "can't remove chat owner",
        _ if user == BOT_ID => "can't promote self",
        _ if !bot.has("can_promote_members") => "not enough rights",
        Rank::Administrator { is_by_bot: false, .. } => "CHAT_ADMIN_REQUIRED",
        _ if !old.is_in() => "USER_NOT_MUTUAL_CONTACT",
        _ => return Ok(()),
    };
    Err(Refusal::bad_request(reason))
}

fn set(world: &mut World, chat_id: i64, user: i64, new: Standing) {
    world.change_standing(Change { chat_id, user, new, by: Some(BOT_ID), how: Map::new() });
}

/// `until_date`; 0 if it is for ever.
fn until(world: &World, params: &Params) -> u64 {
    let date = params.integer("until_date").and_then(|date| u64::try_from(date).ok()).unwrap_or(0);
    let now = world.clock.now();
    if (now + SHORTEST..=now + LONGEST).contains(&date) { date } else { 0 }
}

/// `permissions`, with those that follow from others unless each is meant for itself.
fn permissions(params: &Params) -> Result<Rights, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse permissions JSON object");
    let given = params.json("permissions").map_err(unreadable)?;
    let given = given.filter(Value::is_object);
    let given = given.ok_or_else(|| Refusal::bad_request("can't parse permissions JSON object"))?;
    let flag = |name: &str| given[name].as_bool();
    let is_separate = params.flag("use_independent_chat_permissions");
    let has = |name: &str| flag(name).unwrap_or(false);
    let implies_all = !is_separate && (has("can_send_other_messages") || has("can_add_web_page_previews"));
    Ok(Rights::all_permissions().choose(|name| match name {
        "can_send_messages" if !is_separate => has(name) || has("can_send_polls") || implies_all,
        "can_react_to_messages" => flag(name).unwrap_or_else(|| has("can_send_messages")),
        "can_edit_tag" | "can_manage_topics" => flag(name).unwrap_or_else(|| has("can_pin_messages")),
        "can_send_audios"
        | "can_send_documents"
        | "can_send_photos"
        | "can_send_videos"
        | "can_send_video_notes"
        | "can_send_voice_notes" => has(name) || implies_all,
        _ => has(name),
    }))
}
