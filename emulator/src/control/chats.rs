//! Making chats, and who is in them.

use axum::extract::{Path, State, rejection::PathRejection};
use serde_json::{Value, json};

use super::{Answer, Shared, done, fields::Fields, people::title, problem::Problem};
use crate::world::{ChatKind, MigrationNotice};

/// `GET /control/chats`
pub(super) async fn list(State(state): Shared) -> Answer {
    done(&json!({ "chats": state.world().shown_chats() }))
}

/// `POST /control/chats`: `type` and `title`; a public name in `username`.
pub(super) async fn add(State(state): Shared, fields: Fields) -> Answer {
    let kind = match fields.required_text("type")? {
        "group" => ChatKind::Group,
        "supergroup" | "forum" => ChatKind::Supergroup,
        "channel" => ChatKind::Channel,
        other => {
            let expected = "`group`, `supergroup`, `forum` or `channel` in `type`";
            return Err(Problem::wrong(expected, other, "a private chat comes with each person"));
        }
    };
    let title = title(fields.required_text("title")?, "title")?;
    let mut world = state.world();
    let id = world.add_chat(kind, &title);
    if fields.text("type")? == Some("forum") {
        world.make_forum(id);
    }
    if let Some(name) = fields.text("username")? {
        world.set_username(id, name);
    }
    done(&json!({ "chat": world.shown_chat(id) }))
}

/// `POST /control/chats/{chat}/bot`: `is_out`, and who does it in `as`. In a private chat, being out is being blocked.
pub(super) async fn let_bot_in_or_out(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    fields: Fields,
) -> Answer {
    let chat = chat_id(chat)?;
    let is_out = fields.flag("is_out")?;
    let by = fields.integer("as")?;
    let mut world = state.world();
    let kind = world.chat(chat).ok_or_else(|| no_chat(chat))?.kind;
    let by = if kind == ChatKind::Private { Some(chat) } else { by };
    world.set_bot_out(chat, is_out, by);
    done(&json!({ "chat": world.shown_chat(chat) }))
}

/// `POST /control/chats/{chat}/upgrade`: the new supergroup. Who does it may be named in `as`; which messages the bot
/// gets, in which order, in `notices`: a list of `migrate_to_chat_id` and `migrate_from_chat_id`.
pub(super) async fn upgrade(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    fields: Fields,
) -> Answer {
    let old = chat_id(chat)?;
    let by = fields.integer("as")?;
    let notices = notices(&fields)?;
    let mut world = state.world();
    world.chat(old).ok_or_else(|| no_chat(old))?;
    let new = world.upgrade(old, by).ok_or_else(|| {
        let got = world.shown_chat(old).unwrap_or_default();
        let got =
            if got.get("upgraded_to").is_some() { "one that was upgraded already" } else { "another chat" };
        Problem::not_now("a basic group", got, "make one: POST /control/chats with `type` `group`")
    })?;
    for notice in notices {
        world.announce_upgrade(old, notice);
    }
    done(&json!({ "chat": world.shown_chat(new) }))
}

/// `POST /control/chats/{chat}/upgrade/notices`: the old chat's `notices` come now, for the first time or again.
pub(super) async fn announce_upgrade(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    fields: Fields,
) -> Answer {
    let old = chat_id(chat)?;
    let mut world = state.world();
    world.chat(old).ok_or_else(|| no_chat(old))?;
    let told = notices(&fields)?.into_iter().filter_map(|notice| world.announce_upgrade(old, notice));
    let updates: Vec<i64> = told.map(|(_, _, update_id)| update_id).collect();
    done(&json!({ "update_ids": updates }))
}

/// `notices`; both if it is absent.
fn notices(fields: &Fields) -> Result<Vec<MigrationNotice>, Problem> {
    let Some(given) = fields.raw("notices") else {
        return Ok(vec![MigrationNotice::ToNew, MigrationNotice::FromOld]);
    };
    let named = |name: &Value| match name.as_str()? {
        "migrate_to_chat_id" => Some(MigrationNotice::ToNew),
        "migrate_from_chat_id" => Some(MigrationNotice::FromOld),
        _ => None,
    };
    let notices = given.as_array().and_then(|names| names.iter().map(named).collect());
    let expected = "a list of `migrate_to_chat_id` and `migrate_from_chat_id` in `notices`";
    notices.ok_or_else(|| Problem::wrong(expected, given.to_string(), "leave it out for both"))
}

/// The chat's id in the path.
pub(super) fn chat_id(path: Result<Path<i64>, PathRejection>) -> Result<i64, Problem> {
    path.map(|Path(id)| id).map_err(|rejection| not_an_id(&rejection))
}

pub(super) fn not_an_id(rejection: &PathRejection) -> Problem {
    Problem::wrong("whole numbers as ids in the path", rejection.body_text(), "GET /control/chats lists them")
}

pub(super) fn no_chat(id: i64) -> Problem {
    Problem::missing("chat", id, "/control/chats")
}
