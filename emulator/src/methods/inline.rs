//! Answers to inline queries.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{
    Outcome, markup, media,
    places::{contact, location, venue},
    text::{caption, text_content},
};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Content, InlineAnswer, MediaKind, Pick, World},
};

const MOST_RESULTS: usize = 50;
/// In bytes.
const LONGEST_ID: usize = 64;
/// In seconds, unless the bot says otherwise.
const CACHE_TIME: i64 = 300;

/// <https://core.telegram.org/bots/api#answerinlinequery>
pub(super) fn answer_inline_query(world: &mut World, params: &Params) -> Outcome {
    let given =
        params.json("results").map_err(|_| Refusal::bad_request("can't parse results JSON object"))?;
    let given = given.unwrap_or_else(|| json!([]));
    let given =
        given.as_array().ok_or_else(|| Refusal::bad_request("expected an Array of inline query results"))?;
    if given.len() > MOST_RESULTS {
        return Err(Refusal::bad_request("RESULTS_TOO_MUCH"));
    }
    let picks = given.iter().map(|given| pick(world, params, given)).collect::<Result<Vec<_>, _>>()?;
    let ids: HashSet<&str> = picks.iter().map(|pick| pick.id.as_str()).collect();
    if ids.len() < picks.len() {
        return Err(Refusal::bad_request("RESULT_ID_DUPLICATE"));
    }
    let next_offset = params.text("next_offset").unwrap_or_default();
    if next_offset.len() > LONGEST_ID {
        return Err(Refusal::bad_request("NEXT_OFFSET_INVALID"));
    }
    let answer = InlineAnswer {
        results: given.clone(),
        next_offset,
        button: button(params)?,
        cache_time: params.integer("cache_time").unwrap_or(CACHE_TIME),
        is_personal: params.flag("is_personal"),
    };
    let id = params.integer("inline_query_id").unwrap_or(0);
    let now = world.clock.now();
    if !world.inline.answer(id, answer, picks, now) {
        let reason = "query is too old and response timeout expired or query ID is invalid";
        return Err(Refusal::bad_request(reason));
    }
    Ok(json!(true))
}

fn button(params: &Params) -> Result<Option<Value>, Refusal> {
    let unreadable = || Refusal::bad_request("can't parse inline query results button JSON object");
    let Some(button) = params.json("button").map_err(|_| unreadable())? else { return Ok(None) };
    let does_something = button["start_parameter"].is_string() || button["web_app"]["url"].is_string();
    if !button["text"].is_string() || !does_something {
        return Err(unreadable());
    }
    Ok(Some(button))
}

/// What a result sends.
fn pick(world: &mut World, params: &Params, given: &Value) -> Result<Pick, Refusal> {
    let Value::Object(fields) = given else { return Err(wrong("Inline query result must be an object")) };
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let kind = text("type").ok_or_else(|| missing("type"))?;
    let id = text("id").ok_or_else(|| missing("id"))?;
    if !(1..=LONGEST_ID).contains(&id.len()) {
        return Err(Refusal::bad_request("RESULT_ID_INVALID"));
    }
    let result = params.inside(fields);
    let content = match fields.get("input_message_content") {
        Some(Value::Object(message)) => {
            require(fields, kind.as_str())?;
            message_content(world, &result, message)?
        }
        Some(_) => return Err(wrong("Field \"input_message_content\" must be of type Object")),
        None => {
            require(fields, kind.as_str())?;
            own_content(world, &result, kind.as_str())?
        }
    };
    Ok(Pick { id, content, keyboard: markup::read_inline(&result)? })
}

fn wrong(reason: &str) -> Refusal {
    Refusal::bad_request(&format!("can't parse inline query result: {reason}"))
}

fn missing(name: &str) -> Refusal {
    wrong(&format!("Can't find field \"{name}\""))
}

/// The titles that results of some kinds have to have.
fn require(fields: &Map<String, Value>, kind: &str) -> Result<(), Refusal> {
    let needed: &[&str] = match kind {
        "article" | "location" => &["title"],
        "venue" => &["title", "address"],
        "contact" => &["phone_number", "first_name"],
        _ => &[],
    };
    match needed.iter().find(|name| !fields.get(**name).is_some_and(Value::is_string)) {
        Some(name) => Err(missing(name)),
        None => Ok(()),
    }
}

/// What a result sends by itself.
fn own_content(world: &mut World, result: &Params, kind: &str) -> Result<Content, Refusal> {
    let (media, url, file_id) = match kind {
        "photo" => (MediaKind::Photo, "photo_url", "photo_file_id"),
        "gif" => (MediaKind::Animation, "gif_url", "gif_file_id"),
        "mpeg4_gif" => (MediaKind::Animation, "mpeg4_url", "mpeg4_file_id"),
        "video" => (MediaKind::Video, "video_url", "video_file_id"),
        "audio" => (MediaKind::Audio, "audio_url", "audio_file_id"),
        "voice" => (MediaKind::Voice, "voice_url", "voice_file_id"),
        "document" => (MediaKind::Document, "document_url", "document_file_id"),
        "sticker" => (MediaKind::Sticker, "sticker_url", "sticker_file_id"),
        "location" => return location(result).map(|location| Content::media("location", location)),
        "venue" => return venue(result),
        "contact" => return contact(result),
        "article" => return Err(missing("input_message_content")),
        _ => return Err(wrong("Unsupported type specified")),
    };
    let caption = caption(world, result)?;
    let file = [file_id, url].into_iter().find(|name| result.raw(name).is_some());
    let file = file.ok_or_else(|| missing(url))?;
    Ok(media::content(world, result, media, file)?.captioned(caption))
}

/// What an `InputMessageContent` sends.
fn message_content(world: &World, result: &Params, message: &Map<String, Value>) -> Result<Content, Refusal> {
    let mut message = message.clone();
    if let Some(text) = message.remove("message_text") {
        message.insert("text".to_owned(), text);
        return text_content(world, &result.inside(&message));
    }
    let inside = result.inside(&message);
    if message.contains_key("address") {
        venue(&inside)
    } else if message.contains_key("latitude") {
        location(&inside).map(|location| Content::media("location", location))
    } else if message.contains_key("phone_number") {
        contact(&inside)
    } else {
        Err(wrong("Message text can't be empty"))
    }
}
