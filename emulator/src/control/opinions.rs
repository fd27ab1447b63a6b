//! What people do with messages that are there: vote, react, delete.

use axum::extract::{Path, State, rejection::PathRejection};
use serde_json::json;

use super::{
    Answer, Shared,
    chats::{no_chat, not_an_id},
    content::{emoji, options},
    done,
    fields::Fields,
    members::barred,
    messages::{no_message, writer},
    problem::Problem,
};
use crate::world::World;

type Place = Result<Path<(i64, i64)>, PathRejection>;

/// `POST /control/chats/{chat}/messages/{message}/vote`: `as` and `options`, counted from 0.
pub(super) async fn vote(State(state): Shared, place: Place, fields: Fields) -> Answer {
    let Path(place) = place.map_err(|rejection| not_an_id(&rejection))?;
    let options = options(&fields)?;
    let mut world = state.world();
    let person = person(&world, &fields)?;
    let update_id = world.vote(person, place, &options).map_err(barred)?;
    done(&json!({ "update_id": update_id }))
}

/// `POST /control/chats/{chat}/messages/{message}/react`: `as` and `emoji`.
pub(super) async fn react(State(state): Shared, place: Place, fields: Fields) -> Answer {
    let Path(place) = place.map_err(|rejection| not_an_id(&rejection))?;
    let emoji = emoji(&fields)?;
    let emoji: Vec<&str> = emoji.iter().map(String::as_str).collect();
    let mut world = state.world();
    let person = person(&world, &fields)?;
    let update_id = world.react(person, place, &emoji).map_err(barred)?;
    done(&json!({ "update_id": update_id }))
}

/// `POST /control/chats/{chat}/messages/{message}/delete`: `as`. Telegram does not tell bots of it.
pub(super) async fn delete(State(state): Shared, place: Place, fields: Fields) -> Answer {
    let Path((chat_id, message_id)) = place.map_err(|rejection| not_an_id(&rejection))?;
    let person = fields.required_integer("as")?;
    let mut world = state.world();
    let chat = world.chat(chat_id).ok_or_else(|| no_chat(chat_id))?;
    let message = chat.message(message_id).ok_or_else(|| no_message(chat_id, message_id))?;
    // In a private chat people may delete everything.
    if writer(&message.json) != Some(person) && chat_id != person {
        let got = format!("{person}, and the message is of {}", writer(&message.json).unwrap_or_default());
        return Err(Problem::not_now("the id of who wrote the message in `as`", got, "delete your own"));
    }
    world.delete(chat_id, message_id);
    done(&json!({}))
}

/// The id of a person in `as`.
pub(super) fn person(world: &World, fields: &Fields) -> Result<i64, Problem> {
    let id = fields.required_integer("as")?;
    world.person(id).map(|_| id).ok_or_else(|| Problem::missing("person", id, "/control/people"))
}
