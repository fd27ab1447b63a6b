//! Topics of forums.

use serde_json::{Value, json};

use super::{Outcome, target::supergroup};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{BOT_ID, ChatRecord, GENERAL, Topic, TopicChange, USUAL_COLOUR, World},
};

const LONGEST_NAME: usize = 128;
const COLOURS: [i64; 6] = [0x006F_B9F0, 0x00FF_D67E, 0x00CB_86DB, 0x008E_EE98, 0x00FF_93B2, 0x00FB_6F5F];

/// <https://core.telegram.org/bots/api#createforumtopic>
pub(super) fn create_forum_topic(world: &mut World, params: &Params) -> Outcome {
    let chat = forum(world, params)?;
    let permissions = world.chat(chat).map(|chat| chat.permissions.clone()).unwrap_or_default();
    if !world.standing(chat, BOT_ID).may_create_topics(&permissions) {
        return Err(Refusal::bad_request("not enough rights to create a topic"));
    }
    let mut topic =
        Topic::new(&name(params)?.ok_or_else(|| Refusal::bad_request("title must be non-empty"))?);
    topic.is_own = true;
    topic.icon_color = params.integer("icon_color").unwrap_or(USUAL_COLOUR);
    if !COLOURS.contains(&topic.icon_color) {
        return Err(Refusal::bad_request("invalid forum topic icon color specified"));
    }
    topic.icon_emoji = params.text("icon_custom_emoji_id").filter(|emoji| !emoji.is_empty());
    let mut shown = topic.shown();
    let thread = world.create_topic(chat, topic, Some(BOT_ID));
    shown["message_thread_id"] =
        json!(thread.ok_or_else(|| Refusal::bad_request("the chat is not a forum"))?);
    Ok(shown)
}

/// <https://core.telegram.org/bots/api#editforumtopic>
pub(super) fn edit_forum_topic(world: &mut World, params: &Params) -> Outcome {
    let edited = TopicChange::Edited { name: name(params)?, icon_emoji: params.text("icon_custom_emoji_id") };
    change(world, params, edited)
}

/// <https://core.telegram.org/bots/api#closeforumtopic>
pub(super) fn close_forum_topic(world: &mut World, params: &Params) -> Outcome {
    change(world, params, TopicChange::Closed)
}

/// <https://core.telegram.org/bots/api#reopenforumtopic>
pub(super) fn reopen_forum_topic(world: &mut World, params: &Params) -> Outcome {
    change(world, params, TopicChange::Reopened)
}

/// <https://core.telegram.org/bots/api#deleteforumtopic>
pub(super) fn delete_forum_topic(world: &mut World, params: &Params) -> Outcome {
    let id = forum(world, params)?;
    let thread = thread(params)?;
    let may_delete = world.standing(id, BOT_ID).has("can_delete_messages");
    let topic = world.chat(id).and_then(|chat| chat.topics.get(&thread));
    if !may_delete && topic.is_some_and(|topic| !topic.is_own) {
        return Err(Refusal::bad_request("not enough rights to delete the topic"));
    }
    if world.delete_topic(id, thread) { Ok(json!(true)) } else { Err(unknown_topic()) }
}

/// <https://core.telegram.org/bots/api#editgeneralforumtopic>
pub(super) fn edit_general_forum_topic(world: &mut World, params: &Params) -> Outcome {
    let name = name(params)?.ok_or_else(|| Refusal::bad_request("title must be non-empty"))?;
    change_general(world, params, TopicChange::Edited { name: Some(name), icon_emoji: None })
}

/// <https://core.telegram.org/bots/api#closegeneralforumtopic>
pub(super) fn close_general_forum_topic(world: &mut World, params: &Params) -> Outcome {
    change_general(world, params, TopicChange::Closed)
}

/// <https://core.telegram.org/bots/api#reopengeneralforumtopic>
pub(super) fn reopen_general_forum_topic(world: &mut World, params: &Params) -> Outcome {
    change_general(world, params, TopicChange::Reopened)
}

/// <https://core.telegram.org/bots/api#hidegeneralforumtopic>
pub(super) fn hide_general_forum_topic(world: &mut World, params: &Params) -> Outcome {
    change_general(world, params, TopicChange::Hidden)
}

/// <https://core.telegram.org/bots/api#unhidegeneralforumtopic>
pub(super) fn unhide_general_forum_topic(world: &mut World, params: &Params) -> Outcome {
    change_general(world, params, TopicChange::Unhidden)
}

/// <https://core.telegram.org/bots/api#getforumtopiciconstickers>. There are no stickers here.
pub(super) fn get_forum_topic_icon_stickers(_: &mut World, _: &Params) -> Outcome {
    Ok(json!([]))
}

fn change(world: &mut World, params: &Params, change: TopicChange) -> Outcome {
    let chat = forum(world, params)?;
    let thread = thread(params)?;
    check_manager(world, (chat, thread), &change)?;
    done(world.change_topic((chat, thread), change, Some(BOT_ID)))
}

fn change_general(world: &mut World, params: &Params, change: TopicChange) -> Outcome {
    let chat = forum(world, params)?;
    check_manager(world, (chat, GENERAL), &change)?;
    done(world.change_topic((chat, GENERAL), change, Some(BOT_ID)))
}

fn done(is_changed: Option<bool>) -> Result<Value, Refusal> {
    match is_changed {
        Some(true) => Ok(json!(true)),
        Some(false) => Err(Refusal::bad_request("TOPIC_NOT_MODIFIED")),
        None => Err(unknown_topic()),
    }
}

/// The forum that `chat_id` names.
fn forum(world: &World, params: &Params) -> Result<i64, Refusal> {
    let id = supergroup(world, params)?;
    if world.chat(id).is_some_and(ChatRecord::is_forum) {
        Ok(id)
    } else {
        Err(Refusal::bad_request("the chat is not a forum"))
    }
}

/// Whether the bot may change a topic: one of its own, or any with the right to. Unknown ones are found out later.
fn check_manager(world: &World, (chat, thread): (i64, i64), change: &TopicChange) -> Result<(), Refusal> {
    let topic = world.chat(chat).and_then(|chat| chat.topics.get(&thread));
    if topic.is_none_or(|topic| topic.is_own) || world.standing(chat, BOT_ID).has("can_manage_topics") {
        return Ok(());
    }
    Err(Refusal::bad_request(match change {
        TopicChange::Edited { .. } => "not enough rights to edit the topic",
        _ => "not enough rights to close or open the topic",
    }))
}

/// The topic that `message_thread_id` names; the General one has methods of its own.
fn thread(params: &Params) -> Result<i64, Refusal> {
    match params.integer("message_thread_id") {
        Some(GENERAL) => Err(unknown_topic()),
        Some(thread) if thread > 0 => Ok(thread),
        _ => Err(Refusal::bad_request("invalid message thread identifier specified")),
    }
}

fn unknown_topic() -> Refusal {
    Refusal::bad_request("TOPIC_ID_INVALID")
}

/// `name` as Telegram keeps it; `None` if it is absent or empty.
fn name(params: &Params) -> Result<Option<String>, Refusal> {
    let name = crate::world::clean(&params.text("name").unwrap_or_default());
    match name.chars().count() {
        0 => Ok(None),
        1..=LONGEST_NAME => Ok(Some(name)),
        _ => Err(Refusal::bad_request("TOPIC_TITLE_INVALID")),
    }
}
