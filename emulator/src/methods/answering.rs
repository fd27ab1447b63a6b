//! Which message a message answers: `reply_parameters`.

use pouch_formatting::{Formatted, Kind, utf16_len};
use serde_json::{Map, Value, json};

use super::text::formatted;
use crate::{
    fields::Fields,
    params::Params,
    refusal::Refusal,
    world::{ChatKind, Message, World, origin},
};

/// The longest quote, in UTF-16 code units.
const LONGEST_QUOTE: usize = 1024;

/// What a call says about the message that it answers.
pub(super) struct Answered {
    message_id: i64,
    /// Id or `@name` of the other chat in which the message stands.
    chat_id: Option<String>,
    may_lack: bool,
    /// A part of its text, parse mode, entities, and where it about stands.
    quote: Option<(String, String, Option<Value>, i64)>,
}

/// Reads `reply_parameters`, or the older `reply_to_message_id`.
pub(super) fn read(params: &Params) -> Result<Option<Answered>, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse reply parameters JSON object");
    let may_lack = params.flag("allow_sending_without_reply");
    match params.json("reply_parameters").map_err(unreadable)? {
        None => Ok(params.integer("reply_to_message_id").filter(|id| *id != 0).map(|message_id| Answered {
            message_id,
            chat_id: None,
            may_lack,
            quote: None,
        })),
        Some(Value::Object(given)) => {
            let answered = parts(Fields(&given)).map_err(|reason| Refusal::worded(&reason))?;
            Ok(Some(Answered { may_lack: answered.may_lack || may_lack, ..answered }))
        }
        Some(_) => Err(Refusal::bad_request("object expected as reply parameters")),
    }
}

fn parts(fields: Fields<'_>) -> Result<Answered, String> {
    let quote = fields.text("quote")?.filter(|quote| !quote.is_empty());
    let mode = fields.text("quote_parse_mode")?.unwrap_or_default();
    let position = fields.integer("quote_position")?.unwrap_or(0);
    let entities = fields.raw("quote_entities").cloned();
    Ok(Answered {
        message_id: fields.required_integer("message_id")?,
        chat_id: fields.text("chat_id")?,
        may_lack: fields.flag("allow_sending_without_reply")?,
        quote: quote.map(|quote| (quote, mode, entities, position)),
    })
}

/// How an answer shows which message it answers.
pub(super) fn fields(
    world: &World,
    chat_id: i64,
    answered: Option<Answered>,
) -> Result<Map<String, Value>, Refusal> {
    let mut fields = Map::new();
    let Some(answered) = answered else { return Ok(fields) };
    let other = answered.chat_id.map(|name| other_chat(world, &name)).transpose()?;
    let other = other.filter(|id| *id != chat_id);
    let Some(message) =
        world.chat(other.unwrap_or(chat_id)).and_then(|chat| chat.message(answered.message_id))
    else {
        let refusal = Refusal::bad_request("message to be replied not found");
        return if answered.may_lack { Ok(fields) } else { Err(refusal) };
    };
    if let Some((text, mode, entities, position)) = answered.quote {
        let quote = formatted(world, &text, &mode, entities)?;
        fields.insert("quote".to_owned(), checked_quote(world, quote, message, position)?);
    }
    match other {
        Some(_) => fields.insert("external_reply".to_owned(), external(world, message)),
        None => fields.insert("reply_to_message".to_owned(), shown(message)),
    };
    Ok(fields)
}

/// Another chat, by its id or public name.
fn other_chat(world: &World, name: &str) -> Result<i64, Refusal> {
    let id = name.strip_prefix('@').map_or_else(|| name.parse().ok(), |name| world.named(name));
    let id = id.ok_or_else(|| Refusal::bad_request("chat not found"))?;
    world.open_chat(id).map(|_| id)
}

/// The message in an answer; Telegram shows one level only.
fn shown(message: &Message) -> Value {
    let mut message = message.json.clone();
    if let Some(fields) = message.as_object_mut() {
        fields.remove("reply_to_message");
        fields.remove("external_reply");
    }
    message
}

/// An `ExternalReplyInfo`.
fn external(world: &World, message: &Message) -> Value {
    let mut info = json!({ "origin": origin(&message.json) });
    let kind = world.chat(message.chat_id).map(|chat| chat.kind);
    if matches!(kind, Some(ChatKind::Supergroup | ChatKind::Channel)) {
        info["chat"] = message.json["chat"].clone();
        info["message_id"] = json!(message.id);
    }
    let media =
        ["photo", "video", "animation", "audio", "document", "sticker", "voice", "location", "contact"];
    for name in media {
        if let Some(value) = message.json.get(name) {
            info[name] = value.clone();
        }
    }
    info
}

/// A `TextQuote`: the quote has to be a part of the message's text, with the same formatting.
fn checked_quote(
    world: &World,
    mut quote: Formatted,
    message: &Message,
    position: i64,
) -> Result<Value, Refusal> {
    let invalid = || Refusal::bad_request("QUOTE_TEXT_INVALID");
    quote.entities.retain(|entity| {
        entity.kind.is_formatting() || matches!(entity.kind, Kind::CustomEmoji(_) | Kind::DateTime(..))
    });
    if utf16_len(&quote.text) > LONGEST_QUOTE {
        return Err(invalid());
    }
    let wanted = usize::try_from(position).unwrap_or(0);
    let places = message.text.match_indices(&quote.text).map(|(at, _)| utf16_len(&message.text[..at]));
    let place = places.min_by_key(|place| place.abs_diff(wanted)).ok_or_else(invalid)?;
    let mut json = json!({ "text": quote.text, "position": place, "is_manual": true });
    if let Some(entities) = quote.to_json(|id| world.user(id)) {
        json["entities"] = entities;
    }
    Ok(json)
}
