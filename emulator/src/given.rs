//! The parameter `entities`.

use pouch_formatting::{Entity, Kind, Reason, checked_date_format, checked_link, linked_user};
use serde_json::{Map, Value};

use crate::fields::Fields;
/// The largest offset and length.
const LARGEST: i64 = 1_000_000;

/// Reads an array of `MessageEntity`. Kinds that only the server finds are left out. `person` says whether
/// somebody exists.
pub(crate) fn entities(given: &Value, person: &dyn Fn(i64) -> bool) -> Result<Vec<Entity>, Reason> {
    let given = given.as_array().map(Vec::as_slice).unwrap_or_default();
    let entities = given.iter().map(|given| entity(given, person)).collect::<Result<Vec<_>, _>>()?;
    Ok(entities.into_iter().filter(|entity| entity.kind.is_given()).collect())
}

fn entity(given: &Value, person: &dyn Fn(i64) -> bool) -> Result<Entity, Reason> {
    let unreadable = |reason: Reason| format!("Can't parse MessageEntity: {reason}");
    let Value::Object(fields) = given else { return Err(unreadable("expected an Object".to_owned())) };
    let (offset, length, kind) = parts(fields).map_err(unreadable)?;
    let kind = match kind {
        Kind::TextMention(id) if !person(id) => return Err("User not found".to_owned()),
        Kind::TextLink(url) => link(&url)?,
        kind => kind,
    };
    Ok(Entity::new(kind, within(offset, "offset")?, within(length, "length")?))
}

fn parts(fields: &Map<String, Value>) -> Result<(i64, i64, Kind), Reason> {
    let fields = Fields(fields);
    let (offset, length) = (fields.required_integer("offset")?, fields.required_integer("length")?);
    Ok((offset, length, kind(fields)?))
}

fn kind(fields: Fields<'_>) -> Result<Kind, Reason> {
    Ok(match fields.required_text("type")?.as_str() {
        "mention" => Kind::Mention,
        "hashtag" => Kind::Hashtag,
        "cashtag" => Kind::Cashtag,
        "bot_command" => Kind::BotCommand,
        "url" => Kind::Url,
        "email" => Kind::Email,
        // Card numbers are no kind of their own here, and are left out as all that only the server finds.
        "phone_number" | "bank_card_number" => Kind::PhoneNumber,
        "bold" => Kind::Bold,
        "italic" => Kind::Italic,
        "underline" => Kind::Underline,
        "strikethrough" => Kind::Strikethrough,
        "spoiler" => Kind::Spoiler,
        "blockquote" => Kind::Blockquote,
        "expandable_blockquote" => Kind::ExpandableBlockquote,
        "code" => Kind::Code,
        "pre" => Kind::Pre(fields.text("language")?.unwrap_or_default()),
        "text_link" => Kind::TextLink(fields.required_text("url")?),
        "text_mention" => Kind::TextMention(fields.required_object("user")?.required_integer("id")?),
        "custom_emoji" => {
            let id = fields.required_text("custom_emoji_id")?;
            let wrong = |_| "Field \"custom_emoji_id\" must be a valid Number".to_owned();
            Kind::CustomEmoji(id.parse().map_err(wrong)?)
        }
        "date_time" => {
            let format = fields.text("date_time_format")?.unwrap_or_default();
            checked_date_format(&format)?;
            Kind::DateTime(fields.required_integer("unix_time")?, format)
        }
        _ => return Err("Unsupported type specified".to_owned()),
    })
}

fn link(url: &str) -> Result<Kind, Reason> {
    match linked_user(url) {
        Some(id) => Ok(Kind::TextMention(id)),
        None => checked_link(url).map(Kind::TextLink).map_err(|reason| format!("Entity {reason}")),
    }
}

fn within(value: i64, what: &str) -> Result<usize, Reason> {
    let fitting = (0..=LARGEST).contains(&value).then_some(value).and_then(|value| value.try_into().ok());
    fitting.ok_or_else(|| format!("Receive an entity with incorrect {what} {value}"))
}
