//! Invite links, and who asks to be let in.

use axum::extract::{Path, State, rejection::PathRejection};
use serde_json::{Value, json};

use super::{
    Answer, Shared,
    chats::{chat_id, no_chat},
    done,
    fields::Fields,
    members::{barred, person},
    problem::Problem,
};
use crate::world::{Followed, LinkTerms};

type Chat = Result<Path<i64>, PathRejection>;

/// `GET /control/chats/{chat}/invites`: all `ChatInviteLink`s, and the `User`s who ask to be let in.
pub(super) async fn list(State(state): Shared, chat: Chat) -> Answer {
    let chat_id = chat_id(chat)?;
    let world = state.world();
    let chat = world.chat(chat_id).ok_or_else(|| no_chat(chat_id))?;
    let links = chat.invites.urls().filter_map(|url| world.shown_link(chat_id, url));
    let links: Vec<Value> = links.collect();
    let asking: Vec<Value> = chat.invites.requests.keys().filter_map(|person| world.user(*person)).collect();
    done(&json!({ "links": links, "asking": asking }))
}

/// `POST /control/chats/{chat}/invites`: a new link of `as`; `name`, `member_limit`, `expire_date`, `creates_join_request`.
pub(super) async fn add(State(state): Shared, chat: Chat, fields: Fields) -> Answer {
    let chat_id = chat_id(chat)?;
    let mut world = state.world();
    world.chat(chat_id).ok_or_else(|| no_chat(chat_id))?;
    let creator = person(&world, &fields, "as")?;
    let terms = LinkTerms {
        name: fields.text("name")?.unwrap_or_default().to_owned(),
        expire_date: count(&fields, "expire_date")?,
        member_limit: count(&fields, "member_limit")?,
        creates_join_request: fields.flag("creates_join_request")?,
    };
    let url = world.add_link(chat_id, creator, terms, false).ok_or_else(|| no_chat(chat_id))?;
    done(&json!({ "link": world.shown_link(chat_id, &url) }))
}

/// `POST /control/chats/{chat}/requests`: an administrator lets the `user` in who asks, or not: `is_approved`.
pub(super) async fn answer(State(state): Shared, chat: Chat, fields: Fields) -> Answer {
    let chat_id = chat_id(chat)?;
    let mut world = state.world();
    world.chat(chat_id).ok_or_else(|| no_chat(chat_id))?;
    let user = person(&world, &fields, "user")?;
    if !world.end_request(chat_id, user, fields.flag("is_approved")?) {
        let help = "GET /control/chats/{chat}/invites lists who asks";
        return Err(Problem::not_now("the id of somebody who asks to be let in", user.to_string(), help));
    }
    done(&json!({ "member": world.shown_member(chat_id, user) }))
}

/// `POST /control/invites`: lets `as` open the invite `link`.
pub(super) async fn follow(State(state): Shared, fields: Fields) -> Answer {
    let mut world = state.world();
    let person = person(&world, &fields, "as")?;
    let followed = world.follow(person, fields.required_text("link")?).map_err(barred)?;
    done(&json!({ "is_in": followed == Followed::Joined }))
}

/// A number of which 0 means none.
fn count<T: TryFrom<i64>>(fields: &Fields, name: &str) -> Result<T, Problem> {
    let given = fields.integer(name)?.unwrap_or(0);
    let wrong = |_| {
        Problem::wrong(format!("a whole number from 0 on in `{name}`"), given.to_string(), "0 means none")
    };
    T::try_from(given).map_err(wrong)
}
