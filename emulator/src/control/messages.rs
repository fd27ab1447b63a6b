//! Writing and reading in a person's place.

use axum::extract::{Path, State, rejection::PathRejection};
use pouch_formatting::{clean, utf16_len};
use serde_json::{Map, Value, json};

use super::{
    Answer, Shared,
    chats::{chat_id, no_chat, not_an_id},
    content::content,
    done,
    fields::{Fields, Query},
    problem::Problem,
};
use crate::world::{Author, Barred, Letter, World};

const LONGEST_TEXT: usize = 4096;
const LONGEST_CAPTION: usize = 1024;
const MOST_MESSAGES: usize = 1000;

/// `GET /control/chats/{chat}/messages`: the latest, or those `after` a message id; at most `limit`.
pub(super) async fn list(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    query: Query,
) -> Answer {
    let chat = chat_id(chat)?;
    let after = query.number("after")?;
    let limit = query.number("limit")?.unwrap_or(MOST_MESSAGES).min(MOST_MESSAGES);
    let messages = state.world().shown_messages(chat, after, limit).ok_or_else(|| no_chat(chat))?;
    done(&json!({ "messages": messages }))
}

/// `POST /control/chats/{chat}/messages`: `as` and `text`; `reply_to_message_id`, `quote`, `message_thread_id`, `entities`.
/// Instead of the text, or with it as a caption: a `file_id` in `photo`, `document` and so on, a `contact`, a `location`,
/// a `poll`; what a keyboard of the bot asks for: `users_shared`, `chat_shared`, `web_app_data`. Or nothing but a message to
/// `forward`: its `chat_id` and `message_id`. `media_group_id` puts files into one album; POST /control/albums gives one.
///
/// `as` is a person's id, or a chat's: the channel for its own posts, the group for an anonymous admin.
pub(super) async fn write(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    fields: Fields,
) -> Answer {
    let chat_id = chat_id(chat)?;
    let mut world = state.world();
    world.chat(chat_id).ok_or_else(|| no_chat(chat_id))?;
    let content = content(&mut world, &fields)?;
    let forwarded = fields.raw("forward");
    let is_only_text = content.is_empty() && forwarded.is_none();
    let text = if is_only_text { checked_text(&fields)? } else { caption(&fields)? };
    let author = author(&world, fields.required_integer("as")?, chat_id)?;
    let entities = fields.raw("entities").filter(|entities| entities.is_array()).cloned();
    let further = further_fields(&world, chat_id, &fields)?;
    let letter = Letter { author, chat_id, text, entities, content, fields: further, is_late: false };
    let letter = match forwarded {
        Some(place) => forward(&world, letter, place)?,
        None => letter,
    };
    let (message_id, update_id) = world.deliver(letter).map_err(barred)?;
    done(&json!({ "message_id": message_id, "update_id": update_id, "revision": state.journal().revision() }))
}

/// `POST /control/albums`: a `media_group_id`, for messages that are one album.
pub(super) async fn begin_album(State(state): Shared, _: Fields) -> Answer {
    done(&json!({ "media_group_id": state.world().begin_album() }))
}

/// `POST /control/chats/{chat}/messages/{message}`: `as` and the new `text`, which of a photo and the like is its caption.
pub(super) async fn edit(
    State(state): Shared,
    path: Result<Path<(i64, i64)>, PathRejection>,
    fields: Fields,
) -> Answer {
    let Path((chat_id, message_id)) = path.map_err(|rejection| not_an_id(&rejection))?;
    let editor = fields.required_integer("as")?;
    let mut world = state.world();
    let chat = world.chat(chat_id).ok_or_else(|| no_chat(chat_id))?;
    let message = chat.message(message_id).ok_or_else(|| no_message(chat_id, message_id))?;
    if writer(&message.json) != Some(editor) {
        let got = format!("{editor}, and the message is of {}", writer(&message.json).unwrap_or_default());
        return Err(Problem::not_now(
            "the id of who wrote the message in `as`",
            got,
            "edit your own messages",
        ));
    }
    let is_text = message.json.get("text").is_some();
    let text = if is_text { checked_text(&fields)? } else { caption(&fields)? };
    let update_id = world.edit(chat_id, message_id, &text).ok_or_else(|| no_message(chat_id, message_id))?;
    done(&json!({ "message_id": message_id, "update_id": update_id, "revision": state.journal().revision() }))
}

/// `GET /control/chats/{chat}/keyboard?as=`: what a person has below the input field, and which message put it there.
pub(super) async fn keyboard(
    State(state): Shared,
    chat: Result<Path<i64>, PathRejection>,
    query: Query,
) -> Answer {
    let chat = chat_id(chat)?;
    let person = query.number("as")?.unwrap_or(chat);
    let world = state.world();
    let shown = world.keyboards.shown_to(chat, person);
    done(&match shown {
        Some((markup, message_id)) => json!({ "markup": markup, "message_id": message_id }),
        None => json!({ "markup": null, "message_id": null }),
    })
}

/// `POST /control/updates`: any update, true or not.
pub(super) async fn push(State(state): Shared, fields: Fields) -> Answer {
    let update_id = state.world().queue.add_raw(fields.into_value());
    done(&json!({ "update_id": update_id }))
}

fn checked_text(fields: &Fields) -> Result<String, Problem> {
    let text = fields.required_text("text")?;
    match utf16_len(&clean(text)) {
        1..=LONGEST_TEXT => Ok(text.to_owned()),
        length => Err(Problem::wrong(
            "1 to 4096 characters (UTF-16 units) in `text`",
            length.to_string(),
            "write less, or something at all",
        )),
    }
}

fn caption(fields: &Fields) -> Result<String, Problem> {
    let caption = fields.text("text")?.unwrap_or_default();
    match utf16_len(&clean(caption)) {
        0..=LONGEST_CAPTION => Ok(caption.to_owned()),
        length => Err(Problem::wrong(
            "at most 1024 characters (UTF-16 units) in the caption",
            length.to_string(),
            "write less",
        )),
    }
}

fn author(world: &World, id: i64, chat_id: i64) -> Result<Author, Problem> {
    if world.person(id).is_some() {
        let is_strangers = chat_id > 0 && chat_id != id;
        let help = "people write in their own private chat, and in groups";
        return if is_strangers {
            Err(Problem::not_now("the private chat of who writes", chat_id.to_string(), help))
        } else {
            Ok(Author::Person(id))
        };
    }
    world.chat(id).map(|_| Author::Chat(id)).ok_or_else(|| Problem::missing("person", id, "/control/people"))
}

/// The id of who wrote a message: the chat in whose name it stands, or the person.
pub(super) fn writer(message: &Value) -> Option<i64> {
    message["sender_chat"]["id"].as_i64().or_else(|| message["from"]["id"].as_i64())
}

/// The letter with what the message says that `forward` names.
fn forward(world: &World, letter: Letter, place: &Value) -> Result<Letter, Problem> {
    let expected = "the `chat_id` and the `message_id` of a message that is no service message in `forward`";
    let wrong =
        || Problem::wrong(expected, place.to_string(), "GET /control/chats/{chat}/messages lists them");
    let id = |name: &str| place[name].as_i64();
    let place = id("chat_id").zip(id("message_id")).ok_or_else(wrong)?;
    world.forward_in(letter, place).ok_or_else(wrong)
}

/// The fields of the message that follow from what else was given.
fn further_fields(world: &World, chat_id: i64, fields: &Fields) -> Result<Map<String, Value>, Problem> {
    let mut further = Map::new();
    if let Some(thread) = fields.integer("message_thread_id")? {
        further.insert("message_thread_id".to_owned(), json!(thread));
        further.insert("is_topic_message".to_owned(), json!(true));
    }
    if let Some(id) = fields.integer("reply_to_message_id")? {
        let answered = world.chat(chat_id).and_then(|chat| chat.message(id));
        let mut answered = answered.ok_or_else(|| no_message(chat_id, id))?.json.clone();
        // Telegram shows one level only.
        answered.as_object_mut().and_then(|fields| fields.remove("reply_to_message"));
        further.insert("reply_to_message".to_owned(), answered);
    }
    if let Some(album) = fields.text("media_group_id")? {
        further.insert("media_group_id".to_owned(), json!(album));
    }
    if let Some(quote) = fields.text("quote")? {
        further.insert("quote".to_owned(), json!({ "text": quote, "position": 0, "is_manual": true }));
    }
    Ok(further)
}

fn barred(barred: Barred) -> Problem {
    Problem::not_now("somebody who may write there", barred.to_string(), "let them join, or write elsewhere")
}

pub(super) fn no_message(chat_id: i64, id: i64) -> Problem {
    Problem::missing("message", id, &format!("/control/chats/{chat_id}/messages"))
}
