//! Formatted texts as Telegram reads them: parse modes, entities, and what becomes of both.
//!
//! Follows `MessageEntity.cpp` of [TDLib](https://github.com/tdlib/td), through which every bot's text goes.

mod cleaning;
mod cursor;
mod entity;
mod fixing;
mod found;
mod html;
mod links;
mod markdown;
mod markdown_v2;
mod nesting;
mod parts;
mod splitting;

use serde_json::{Value, json};

pub use cleaning::{clean, utf16_len};
pub use entity::{Entity, Kind};
pub use links::{
    checked as checked_link, checked_format as checked_date_format, https as https_link, user as linked_user,
};

/// Why a text is refused, as TDLib words it.
pub type Reason = String;

/// A text and what is special in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatted {
    /// The text, without marks.
    pub text: String,
    /// Sorted, and properly nested.
    pub entities: Vec<Entity>,
}

impl Formatted {
    /// Reads a text in a parse mode, in any letter case; an empty one and `none` mean plain text.
    pub fn parse(text: &str, mode: &str) -> Result<Self, Reason> {
        let parsed = match mode.to_lowercase().as_str() {
            _ if text.is_empty() => return Ok(Self::default()),
            "" | "none" => return Ok(Self { text: text.to_owned(), entities: Vec::new() }),
            "html" => html::parse(text),
            "markdown" => markdown::parse(text),
            "markdownv2" => markdown_v2::parse(text),
            _ => return Err("Unsupported parse_mode".to_owned()),
        };
        let mut parsed = parsed.map_err(|reason| format!("Can't parse entities: {reason}"))?;
        // Sorted by what they are, too: tags close in any order.
        parsed.entities.sort_by_key(Entity::order);
        Ok(parsed)
    }

    /// What Telegram keeps of what a bot says: cleaned and trimmed, entities in order.
    pub fn cleaned(self) -> Result<Self, Reason> {
        fixing::fixed(self)
    }

    /// What Telegram keeps: cleaned and trimmed, entities in order, and those added that it finds by itself.
    pub fn finished(self) -> Result<Self, Reason> {
        let mut kept = fixing::fixed(self)?;
        let found = found::entities(&kept.text);
        kept.entities = splitting::with_found(kept.entities, found);
        Ok(kept)
    }

    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The `entities` array, `None` if there are none. `person` gives the `User` of a mention; a mention of
    /// somebody unknown is none.
    pub fn to_json(&self, person: impl Fn(i64) -> Option<Value>) -> Option<Value> {
        let entities: Vec<Value> =
            self.entities.iter().filter_map(|entity| entity.to_json(&person)).collect();
        (!entities.is_empty()).then_some(Value::Array(entities))
    }
}

/// One entity over the whole text.
pub fn over(text: &str, kind: &str) -> Value {
    json!([{ "type": kind, "offset": 0, "length": utf16_len(text) }])
}
