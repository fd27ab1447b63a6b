//! Polls and quizzes.

use std::ops::RangeInclusive;

use pouch_formatting::{Formatted, utf16_len};

use serde_json::{Value, json};

use super::{
    Outcome,
    edit::Edit,
    outgoing,
    text::{entities, formatted},
};
use crate::{
    fields::Fields,
    params::Params,
    refusal::Refusal,
    world::{ChatKind, Content, Rewrite, World},
};

const LONGEST_QUESTION: usize = 300;
const LONGEST_OPTION: usize = 100;
const LONGEST_EXPLANATION: usize = 200;
const MOST_OPTIONS: usize = 12;
/// In seconds.
const OPEN_PERIODS: RangeInclusive<i64> = 5..=2_628_000;

/// <https://core.telegram.org/bots/api#sendpoll>
pub(super) fn send_poll(world: &mut World, params: &Params) -> Outcome {
    let question = question(world, params)?;
    let options = options(world, params)?;
    let mut poll = json!({
        "options": options, "total_voter_count": 0, "is_closed": false, "type": "regular",
        "is_anonymous": params.raw("is_anonymous").is_none() || params.flag("is_anonymous"),
        "allows_multiple_answers": params.flag("allows_multiple_answers"), "members_only": false,
    });
    set_text(world, &mut poll, "question", question);
    match params.text("type").unwrap_or_default().as_str() {
        "quiz" => add_quiz(world, params, &mut poll)?,
        "" | "regular" => {}
        _ => return Err(Refusal::bad_request("unsupported poll type specified")),
    }
    let is_quiz = poll["type"] == "quiz";
    poll["allows_revoting"] = json!(match params.raw("allows_revoting") {
        Some(_) => params.flag("allows_revoting"),
        None => !is_quiz,
    });
    add_end(world, params, &mut poll)?;
    let envelope = outgoing::usual_envelope(world, params)?;
    let kind = world.open_chat(envelope.chat_id)?.kind;
    if kind == ChatKind::Channel && poll["is_anonymous"] == false {
        return Err(Refusal::bad_request("non-anonymous polls can't be sent to channel chats"));
    }
    poll["id"] = json!(world.begin_poll());
    let message = world.reply(envelope.with(Content::media("poll", poll)))?;
    if !params.flag("is_closed") {
        return Ok(message);
    }
    let place = (message["chat"]["id"].as_i64().unwrap_or(0), message["message_id"].as_i64().unwrap_or(0));
    let closed = world.close_poll(place).unwrap_or_default();
    Ok(json!({ "poll": closed })).map(|poll| merged(message, poll))
}

fn merged(mut message: Value, fields: Value) -> Value {
    if let (Value::Object(message), Value::Object(fields)) = (&mut message, fields) {
        message.extend(fields);
    }
    message
}

fn question(world: &World, params: &Params) -> Result<Formatted, Refusal> {
    let text = params.text("question").unwrap_or_default();
    let mode = params.text("question_parse_mode").unwrap_or_default();
    let question = formatted(world, &text, &mode, entities(params, "question_entities"))?;
    checked(question, "question", LONGEST_QUESTION)
}

fn checked(text: Formatted, what: &str, longest: usize) -> Result<Formatted, Refusal> {
    match utf16_len(&text.text) {
        0 => Err(Refusal::bad_request(&format!("poll {what} must be non-empty"))),
        length if length > longest => {
            Err(Refusal::bad_request(&format!("poll {what} length must not exceed {longest}")))
        }
        _ => Ok(text),
    }
}

/// The options as `PollOption` objects; a mere string is one, too.
fn options(world: &World, params: &Params) -> Result<Vec<Value>, Refusal> {
    let unreadable = || Refusal::bad_request("can't parse options JSON object");
    let given = params.json("options").map_err(|_| unreadable())?.unwrap_or_else(|| json!([]));
    let given =
        given.as_array().ok_or_else(|| Refusal::bad_request("expected an Array of String as options"))?;
    match given.len() {
        0..=1 => return Err(Refusal::bad_request("poll must have at least 2 option")),
        2..=MOST_OPTIONS => {}
        _ => {
            let reason = format!("poll can't have more than {MOST_OPTIONS} options");
            return Err(Refusal::bad_request(&reason));
        }
    }
    given.iter().enumerate().map(|(at, given)| option(world, at, given)).collect()
}

fn option(world: &World, at: usize, given: &Value) -> Result<Value, Refusal> {
    let text = match given {
        Value::String(text) => formatted(world, text, "", None)?,
        Value::Object(given) => {
            let wrong = |reason: String| Refusal::bad_request(&format!("can't parse poll option: {reason}"));
            let fields = Fields(given);
            let text = fields.required_text("text").map_err(wrong)?;
            let mode = fields.text("text_parse_mode").map_err(wrong)?.unwrap_or_default();
            formatted(world, &text, &mode, fields.raw("text_entities").cloned())?
        }
        _ => return Err(Refusal::bad_request("expected an Object as poll option")),
    };
    let mut option = json!({ "persistent_id": at.to_string(), "voter_count": 0 });
    set_text(world, &mut option, "text", checked(text, "options", LONGEST_OPTION)?);
    Ok(option)
}

/// Sets a text and, beside it, its entities. Only custom emoji may stand in questions and options.
fn set_text(world: &World, object: &mut Value, name: &str, mut text: Formatted) {
    if name != "explanation" {
        text.entities.retain(|entity| matches!(entity.kind, pouch_formatting::Kind::CustomEmoji(_)));
    }
    if let Some(entities) = text.to_json(|id| world.user(id)) {
        object[format!("{name}_entities")] = entities;
    }
    object[name] = json!(text.text);
}

/// The right answers and their explanation.
fn add_quiz(world: &World, params: &Params, poll: &mut Value) -> Result<(), Refusal> {
    let wrong = || Refusal::bad_request("wrong correct option ID specified");
    let several = params.json("correct_option_ids").map_err(|_| wrong())?;
    let several =
        several.as_ref().and_then(Value::as_array).map(|ids| ids.iter().map(Value::as_i64).collect());
    let single = params.integer("correct_option_id").map(|id| vec![Some(id)]);
    let ids: Vec<Option<i64>> = several.or(single).unwrap_or_default();
    let count = poll["options"].as_array().map_or(0, Vec::len);
    let is_option =
        |id: &Option<i64>| id.and_then(|id| usize::try_from(id).ok()).is_some_and(|id| id < count);
    if ids.is_empty() || !ids.iter().all(is_option) {
        return Err(wrong());
    }
    poll["type"] = json!("quiz");
    poll["correct_option_ids"] = json!(ids);
    let text = params.text("explanation").unwrap_or_default();
    let mode = params.text("explanation_parse_mode").unwrap_or_default();
    let explanation = formatted(world, &text, &mode, entities(params, "explanation_entities"))?;
    if utf16_len(&explanation.text) > LONGEST_EXPLANATION {
        return Err(Refusal::bad_request("poll explanation is too long"));
    }
    if !explanation.is_empty() {
        set_text(world, poll, "explanation", explanation);
    }
    Ok(())
}

/// When the poll closes by itself.
fn add_end(world: &World, params: &Params, poll: &mut Value) -> Result<(), Refusal> {
    let now = i64::try_from(world.clock.now()).unwrap_or(i64::MAX);
    let given = |name: &str| params.integer(name).filter(|number| *number != 0);
    if let Some(period) = given("open_period") {
        if !OPEN_PERIODS.contains(&period) {
            return Err(Refusal::bad_request("wrong open period specified"));
        }
        poll["open_period"] = json!(period);
        poll["close_date"] = json!(now + period);
    } else if let Some(date) = given("close_date") {
        if !OPEN_PERIODS.contains(&(date - now)) {
            return Err(Refusal::bad_request("wrong close date specified"));
        }
        poll["close_date"] = json!(date);
    }
    Ok(())
}

/// <https://core.telegram.org/bots/api#stoppoll>
pub(super) fn stop_poll(world: &mut World, params: &Params) -> Outcome {
    let edit = Edit::read(world, params).and_then(|edit| {
        edit.message(world).map(|message| message.get("poll").is_some()).map(|has| (edit, has))
    });
    let not_found = || Refusal::bad_request("message with poll to stop not found");
    let (edit, has_poll) = edit.map_err(|refusal| {
        if refusal.description.ends_with("message to edit not found") { not_found() } else { refusal }
    })?;
    if !has_poll {
        return Err(not_found());
    }
    let place = edit.place;
    let closed = world.close_poll(place);
    let closed = closed.ok_or_else(|| Refusal::bad_request("poll has already been closed"))?;
    // Without a keyboard in the call, the message loses the one it had; if it had none, nothing changes.
    let _ = edit.apply(world, Rewrite::Markup);
    Ok(closed)
}
