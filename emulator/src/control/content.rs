//! What a person's message carries beside its text.

use serde_json::{Map, Value, json};

use super::{
    fields::Fields,
    files::MEDIA,
    problem::{Problem, abridged},
};
use crate::world::{World, usual_poll};

/// The field of the message for a file, a contact, a place or a poll; empty if there is only text.
pub(super) fn content(world: &mut World, fields: &Fields) -> Result<Map<String, Value>, Problem> {
    let mut content = Map::new();
    for kind in MEDIA {
        let Some(file_id) = fields.text(kind.name())? else { continue };
        let media = world.files.again(kind, file_id).map_err(|reason| {
            Problem::wrong(
                format!("the `file_id` of a {}", kind.name()),
                reason,
                "POST /control/files gives one",
            )
        })?;
        content.insert(kind.name().to_owned(), media);
    }
    for (name, required) in
        [("contact", ["phone_number", "first_name"]), ("location", ["latitude", "longitude"])]
    {
        if let Some(given) = fields.raw(name) {
            content.insert(name.to_owned(), object(name, given, required)?);
        }
    }
    if let Some(given) = fields.raw("web_app_data") {
        let given = object("web_app_data", given, ["data", "button_text"])?;
        content.insert("web_app_data".to_owned(), given);
    }
    for (name, share) in [("users_shared", shared_users as Share), ("chat_shared", shared_chat)] {
        if let Some(given) = fields.raw(name) {
            content.extend(share(world, given)?);
        }
    }
    if let Some(given) = fields.raw("poll") {
        content.insert("poll".to_owned(), poll(world, given)?);
    }
    Ok(content)
}

/// An object that has these fields at least.
fn object(name: &str, given: &Value, required: [&str; 2]) -> Result<Value, Problem> {
    if required.iter().all(|field| given.get(field).is_some()) {
        return Ok(given.clone());
    }
    let [first, second] = required;
    let expected = format!("an object with `{first}` and `{second}` in `{name}`");
    Err(Problem::wrong(expected, abridged(given), "see Contact and Location of the Bot API"))
}

type Share = fn(&World, &Value) -> Result<Map<String, Value>, Problem>;

fn shared_users(world: &World, given: &Value) -> Result<Map<String, Value>, Problem> {
    let people = given["users"].as_array().and_then(|ids| ids.iter().map(Value::as_i64).collect());
    let people: Option<Vec<i64>> = people;
    let shared = given["request_id"].as_i64().zip(people);
    let shared = shared.and_then(|(request, people)| world.shared_users(request, &people));
    let expected = "a `request_id`, and people's ids in `users`, in `users_shared`";
    shared.ok_or_else(|| Problem::wrong(expected, abridged(given), "GET /control/people lists them"))
}

fn shared_chat(world: &World, given: &Value) -> Result<Map<String, Value>, Problem> {
    let shared = given["request_id"].as_i64().zip(given["chat"].as_i64());
    let shared = shared.and_then(|(request, chat)| world.shared_chat(request, chat));
    let expected = "a `request_id`, and a chat's id in `chat`, in `chat_shared`";
    shared.ok_or_else(|| Problem::wrong(expected, abridged(given), "GET /control/chats lists them"))
}

fn poll(world: &mut World, given: &Value) -> Result<Value, Problem> {
    let options = given["options"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let options: Vec<&str> = options.collect();
    match given["question"].as_str() {
        Some(question) if (2..=12).contains(&options.len()) => {
            Ok(usual_poll(&world.begin_poll(), question, &options))
        }
        _ => {
            let expected = "a `question` and 2 to 12 `options`, all strings, in `poll`";
            Err(Problem::wrong(expected, abridged(given), "write them"))
        }
    }
}

/// The ids that `options` lists, counted from 0.
pub(super) fn options(fields: &Fields) -> Result<Vec<usize>, Problem> {
    let given = fields.raw("options").cloned().unwrap_or_else(|| json!([]));
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    let options: Option<Vec<usize>> = given.as_array().and_then(|all| all.iter().map(number).collect());
    let help = "count the poll's options from 0; an empty array takes the vote back";
    options.ok_or_else(|| Problem::wrong("an array of numbers in `options`", abridged(&given), help))
}

/// The emoji that `emoji` lists.
pub(super) fn emoji(fields: &Fields) -> Result<Vec<String>, Problem> {
    let given = fields.raw("emoji").cloned().unwrap_or_else(|| json!([]));
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let emoji: Option<Vec<String>> = given.as_array().and_then(|all| all.iter().map(text).collect());
    let help = "such as [\"👍\"]; an empty array takes the reaction back";
    emoji.ok_or_else(|| Problem::wrong("an array of strings in `emoji`", abridged(&given), help))
}
