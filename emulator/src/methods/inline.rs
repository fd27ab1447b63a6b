//! Answers to inline queries.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{
    Outcome, markup, media,
    places::{contact, location, venue},
    text::{TOO_LONG, caption, text_content},
};
use crate::{
    fields::Fields,
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
    let unreadable = |_| Refusal::bad_request("can't parse JSON encoded inline query results");
    let given = params.json("results").map_err(unreadable)?;
    let given = given.unwrap_or_else(|| json!([]));
    let given =
        given.as_array().ok_or_else(|| Refusal::bad_request("expected an Array of inline query results"))?;
    if given.len() > MOST_RESULTS {
        return Err(Refusal::bad_request("too many inline query results specified"));
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

/// Checks the result in `result`: an `InlineQueryResult`.
pub(super) fn read_result(world: &mut World, params: &Params) -> Result<(), Refusal> {
    let given = params.json("result").map_err(|_| wrong("expected an Object"))?.unwrap_or_default();
    pick(world, params, &given).map(drop)
}

/// `button`, or the older `switch_pm_text`.
fn button(params: &Params) -> Result<Option<Value>, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse inline query results button JSON object");
    let Some(button) = params.json("button").map_err(unreadable)? else {
        let text = params.text("switch_pm_text").filter(|text| !text.is_empty());
        let parameter = params.text("switch_pm_parameter").unwrap_or_default();
        return Ok(text.map(|text| json!({ "text": text, "start_parameter": parameter })));
    };
    let wrong =
        |reason: String| Refusal::bad_request(&format!("can't parse inline query results button: {reason}"));
    check_button(&button).map_err(wrong)?;
    Ok(Some(button))
}

fn check_button(button: &Value) -> Result<(), String> {
    let fields = Fields(button.as_object().ok_or("InlineQueryResultsButton must be an Object")?);
    fields.required_text("text")?;
    if fields.has("start_parameter") {
        return fields.required_text("start_parameter").map(drop);
    }
    match fields.object("web_app")? {
        Some(app) => app.required_text("url").map(drop),
        None => Err("InlineQueryResultsButton must have exactly one optional field".to_owned()),
    }
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
    let inside = |refusal: Refusal| refusal.inside("inline query result");
    let given = given_content(world, &result, fields).map_err(inside)?;
    let keyboard = markup::read_inline(&result).map_err(inside)?;
    require(fields, &kind)?;
    let content = match given {
        Some(content) => content,
        None => own_content(world, &result, &kind).map_err(inside)?,
    };
    Ok(Pick { id, content, keyboard })
}

/// What a result sends instead of itself: its `input_message_content`, or the older `message_text`.
fn given_content(
    world: &World,
    result: &Params,
    fields: &Map<String, Value>,
) -> Result<Option<Content>, Refusal> {
    let is_article = fields.get("type").and_then(Value::as_str) == Some("article");
    match fields.get("input_message_content") {
        Some(Value::Object(message)) => message_content(world, result, message).map(Some),
        Some(_) => Err(wrong("Field \"input_message_content\" must be of type Object")),
        None if fields.contains_key("message_text") => message_content(world, result, fields).map(Some),
        None if is_article => Err(missing("message_text")),
        None => Ok(None),
    }
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
        _ => return Err(wrong(&format!("type \"{kind}\" is unsupported for the inline query result"))),
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
        return text_content(world, &result.inside(&message), TOO_LONG);
    }
    let inside = result.inside(&message);
    if message.contains_key("address") {
        venue(&inside)
    } else if message.contains_key("latitude") {
        location(&inside).map(|location| Content::media("location", location))
    } else if message.contains_key("phone_number") {
        contact(&inside)
    } else {
        Err(wrong("Input message content is not specified"))
    }
}
