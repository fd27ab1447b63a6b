//! Where the objects of an update stand in its JSON.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

/// Where the objects of an update stand in its JSON, in bytes. What is not there is empty.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    /// What the kind is named after.
    body: Range<usize>,
    /// What the chat is named in: the body, but for a press the message in it.
    place: Range<usize>,
}

#[derive(Deserialize)]
struct Pressed<'a> {
    #[serde(borrow)]
    message: Option<&'a RawValue>,
}

impl Bodies {
    /// Those of an update of that kind.
    pub(super) fn find(raw: &str, kind: &str) -> Self {
        let fields: BTreeMap<String, &RawValue> = serde_json::from_str(raw).unwrap_or_default();
        let Some(body) = fields.get(kind).map(|body| body.get()) else { return Bodies::default() };
        let place = if kind == "callback_query" {
            let pressed: Option<Pressed<'_>> = serde_json::from_str(body).ok();
            pressed.and_then(|pressed| pressed.message).map_or("", RawValue::get)
        } else {
            body
        };
        Bodies { body: range(raw, body), place: range(raw, place) }
    }

    pub(super) fn body_in<'a>(&self, raw: &'a str) -> &'a str {
        raw.get(self.body.clone()).unwrap_or_default()
    }

    pub(super) fn place_in<'a>(&self, raw: &'a str) -> &'a str {
        raw.get(self.place.clone()).unwrap_or_default()
    }
}

/// Where a part of a text stands in it.
fn range(text: &str, part: &str) -> Range<usize> {
    if part.is_empty() {
        return 0..0;
    }
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}
