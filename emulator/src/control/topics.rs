//! Topics of forums, and discussion groups.

use axum::extract::{Path, State, rejection::PathRejection};
use serde_json::json;

use super::{
    Answer, Shared,
    chats::{chat_id, no_chat, not_an_id},
    done,
    fields::Fields,
    people::title,
    problem::Problem,
};
use crate::world::{Topic, TopicChange};

/// `POST /control/chats/{chat}/topics`: `name`, and who makes it in `as`.
pub(super) async fn add(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    fields: Fields,
) -> Answer {
    let chat = chat_id(chat)?;
    let topic = Topic::new(&title(fields.required_text("name")?, "name")?);
    let mut world = state.world();
    world.chat(chat).ok_or_else(|| no_chat(chat))?;
    let thread = world.create_topic(chat, topic, fields.integer("as")?).ok_or_else(no_forum)?;
    done(&json!({ "message_thread_id": thread }))
}

/// `POST /control/chats/{chat}/topics/{thread}`: `do` is `close`, `reopen`, or `rename` to `name`. Topic 1 is the General one.
pub(super) async fn change(
    State(state): Shared,
    path: Result<Path<(i64, i64)>, PathRejection>,
    fields: Fields,
) -> Answer {
    let Path((chat, thread)) = path.map_err(|rejection| not_an_id(&rejection))?;
    let change = match fields.required_text("do")? {
        "close" => TopicChange::Closed,
        "reopen" => TopicChange::Reopened,
        "rename" => {
            let name = title(fields.required_text("name")?, "name")?;
            TopicChange::Edited { name: Some(name), icon_emoji: None }
        }
        other => {
            let expected = "`close`, `reopen` or `rename` in `do`";
            return Err(Problem::wrong(expected, other, "choose one of them"));
        }
    };
    let mut world = state.world();
    world.chat(chat).ok_or_else(|| no_chat(chat))?;
    let changed = world.change_topic((chat, thread), change, fields.integer("as")?);
    let missing = || Problem::missing("topic", thread, "/control/chats");
    done(&json!({ "is_changed": changed.ok_or_else(missing)? }))
}

/// `POST /control/chats/{chat}/discussion`: the channel is discussed in the supergroup `group`.
pub(super) async fn link_discussion(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    fields: Fields,
) -> Answer {
    let channel = chat_id(chat)?;
    let group = fields.required_integer("group")?;
    if state.world().link_discussion(channel, group) {
        return done(&json!({}));
    }
    let got = format!("{channel} and {group}");
    Err(Problem::not_now("a channel, and a supergroup in `group`", got, "GET /control/chats lists them"))
}

fn no_forum() -> Problem {
    Problem::not_now("a forum", "another chat", "make one: POST /control/chats with `type` `forum`")
}
