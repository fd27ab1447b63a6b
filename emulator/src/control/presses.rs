//! Pressing inline buttons.

use axum::extract::{Path, State, rejection::PathRejection};
use serde_json::{Value, json};

use super::{
    Answer, Shared,
    chats::{no_chat, not_an_id},
    done,
    fields::Fields,
    messages::no_message,
    problem::Problem,
};
use crate::world::Pressable;

/// `POST /control/chats/{chat}/messages/{message}/press`: `as`, and the button's `text` or its `row` and `column`;
/// or any `data`, as a modified client can send it.
pub(super) async fn press(
    State(state): Shared,
    path: Result<Path<(i64, i64)>, PathRejection>,
    fields: Fields,
) -> Answer {
    let Path((chat_id, message_id)) = path.map_err(|rejection| not_an_id(&rejection))?;
    let person = fields.required_integer("as")?;
    let mut world = state.world();
    world.person(person).ok_or_else(|| Problem::missing("person", person, "/control/people"))?;
    let chat = world.chat(chat_id).ok_or_else(|| no_chat(chat_id))?;
    let message = chat.message(message_id).ok_or_else(|| no_message(chat_id, message_id))?;
    let pressable = match fields.text("data")? {
        Some(data) => Pressable::Data(data.to_owned()),
        None => button(&message.json, &fields)?,
    };
    let pressed = world.press(person, (chat_id, message_id), &pressable);
    let (query_id, update_id) = pressed.ok_or_else(|| no_message(chat_id, message_id))?;
    done(&json!({
        "query_id": query_id.to_string(), "update_id": update_id, "revision": state.journal().revision(),
    }))
}

/// `GET /control/presses/{query}`: what the bot answered; null as long as the button spins.
pub(super) async fn answer(State(state): Shared, query: Result<Path<i64>, PathRejection>) -> Answer {
    let Path(query) = query.map_err(|rejection| not_an_id(&rejection))?;
    let answer = state.world().presses.answer_to(query);
    done(&json!({ "answer": answer.map(|answer| answer.to_json()) }))
}

/// The button that is meant.
fn button(message: &Value, fields: &Fields) -> Result<Pressable, Problem> {
    let rows = message["reply_markup"]["inline_keyboard"].as_array();
    let rows: Vec<&Vec<Value>> = rows.into_iter().flatten().filter_map(Value::as_array).collect();
    let found = if let Some(text) = fields.text("text")? {
        rows.iter().copied().flatten().find(|button| button["text"] == text)
    } else {
        let place = |name| fields.integer(name).map(|given| usize::try_from(given.unwrap_or(0)).ok());
        let (row, column) = (place("row")?, place("column")?);
        row.and_then(|row| rows.get(row)).zip(column).and_then(|(row, column)| row.get(column))
    };
    found.and_then(Pressable::of).ok_or_else(|| no_button(&rows))
}

fn no_button(rows: &[&Vec<Value>]) -> Problem {
    let with_data = rows.iter().copied().flatten().filter(|button| Pressable::of(button).is_some());
    let labels: Vec<_> = with_data.map(|button| button["text"].to_string()).collect();
    let got = if labels.is_empty() { "a message without any".to_owned() } else { labels.join(", ") };
    let help = "give its label in `text`, or its `row` and `column`, counted from 0";
    Problem::not_now("a button with callback data", got, help)
}
