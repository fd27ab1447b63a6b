//! Who is in a chat, as what.

use axum::extract::{Path, State, rejection::PathRejection};
use serde_json::{Map, Value, json};

use super::{
    Answer, Shared,
    chats::{chat_id, no_chat},
    done,
    fields::Fields,
    problem::Problem,
};
use crate::world::{Barred, Change, Standing, World};

/// `GET /control/chats/{chat}/members`: everybody who is or was in it.
pub(super) async fn list(State(state): Shared, chat: Result<Path<i64>, PathRejection>) -> Answer {
    let chat = chat_id(chat)?;
    let world = state.world();
    world.chat(chat).ok_or_else(|| no_chat(chat))?;
    let members = world.members(chat).into_iter();
    let members: Vec<Value> = members.filter_map(|(user, _)| world.shown_member(chat, user)).collect();
    done(&json!({ "members": members }))
}

/// `POST /control/chats/{chat}/members`: `do` is `join`, `leave` or `ask` (to be let in) by `as`, or `add` or `remove`
/// of the `user` by `as`.
pub(super) async fn move_somebody(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    fields: Fields,
) -> Answer {
    let chat = chat_id(chat)?;
    let what = fields.required_text("do")?;
    let mut world = state.world();
    world.chat(chat).ok_or_else(|| no_chat(chat))?;
    let by = person(&world, &fields, "as")?;
    let user = if matches!(what, "add" | "remove") { person(&world, &fields, "user")? } else { by };
    let moved = match what {
        "join" | "add" => world.join(chat, &[user], by, &Map::new()),
        "leave" | "remove" => world.leave(chat, user, by),
        "ask" => world.ask_to_join(chat, user, None).map(drop),
        other => {
            let expected = "`join`, `leave`, `ask`, `add` or `remove` in `do`";
            return Err(Problem::wrong(expected, other, "choose one of them"));
        }
    };
    moved.map_err(barred)?;
    done(&json!({ "member": world.shown_member(chat, user) }))
}

/// `POST /control/chats/{chat}/standing`: what the `user`, a person or the bot, is from now on: `status` as in
/// `ChatMember`; `rights` of an administrator, `permissions` of a restricted member (lists of names);
/// `title`, `is_anonymous`, `until_date`.
pub(super) async fn set_standing(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    fields: Fields,
) -> Answer {
    let chat_id = chat_id(chat)?;
    let new = standing(&fields)?;
    let mut world = state.world();
    world.chat(chat_id).ok_or_else(|| no_chat(chat_id))?;
    let user = person(&world, &fields, "user")?;
    world.change_standing(Change { chat_id, user, new, by: fields.integer("as")?, how: Map::new() });
    done(&json!({ "member": world.shown_member(chat_id, user) }))
}

fn standing(fields: &Fields) -> Result<Standing, Problem> {
    let named = |name: &str| names(fields, name);
    let standing = match fields.required_text("status")? {
        "creator" => Standing::owner(),
        "administrator" => Standing::try_administrator(&named("rights")?).map_err(unknown_name)?,
        "member" => Standing::member(),
        "restricted" => Standing::try_restricted(&named("permissions")?).map_err(unknown_name)?,
        "left" => Standing::left(),
        "kicked" => Standing::banned(),
        other => {
            let expected =
                "`creator`, `administrator`, `member`, `restricted`, `left` or `kicked` in `status`";
            return Err(Problem::wrong(expected, other, "choose one of them"));
        }
    };
    let standing = match fields.text("title")? {
        Some(title) => standing.titled(title),
        None => standing,
    };
    let until = fields.integer("until_date")?.and_then(|date| u64::try_from(date).ok());
    let standing = standing.until(until.unwrap_or(0));
    Ok(if fields.flag("is_anonymous")? { standing.anonymous() } else { standing })
}

/// A list of names; empty if it is absent.
fn names<'a>(fields: &'a Fields, name: &str) -> Result<Vec<&'a str>, Problem> {
    let Some(given) = fields.raw(name) else { return Ok(Vec::new()) };
    let names = given.as_array().and_then(|names| names.iter().map(Value::as_str).collect());
    let expected = format!("a list of strings in `{name}`");
    names.ok_or_else(|| Problem::wrong(expected, given.to_string(), "write `[\"can_pin_messages\"]`"))
}

fn unknown_name(reason: String) -> Problem {
    Problem::wrong("names that the Bot API has", reason, "see ChatAdministratorRights and ChatPermissions")
}

/// A user that a field names.
pub(super) fn person(world: &World, fields: &Fields, name: &str) -> Result<i64, Problem> {
    let id = fields.required_integer(name)?;
    world.user(id).map(|_| id).ok_or_else(|| Problem::missing("person", id, "/control/people"))
}

pub(super) fn barred(barred: Barred) -> Problem {
    Problem::not_now("something that Telegram lets people do", barred.to_string(), "try it otherwise")
}
