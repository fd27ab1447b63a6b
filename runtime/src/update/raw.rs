//! An update as Telegram sent it, and its id.

use serde::Deserialize;
use serde::de::Error as _;
use serde_json::value::RawValue;

/// An update exactly as Telegram sent it.
///
/// Telegram adds fields and kinds of updates faster than any library follows. Borrow `&RawUpdate` in a handler to
/// read what teloxide-core's types do not have.
#[derive(Debug)]
pub struct RawUpdate(pub(super) Box<RawValue>);

impl RawUpdate {
    /// The update's JSON text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// A copy of it.
    pub(crate) fn to_json(&self) -> Box<RawValue> {
        self.0.clone()
    }

    /// The update's JSON as a tree.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(self.as_str()).unwrap_or_default()
    }
}

/// An update of which not even the facts can be read.
#[derive(Debug, thiserror::Error)]
#[error("update {} can't be read: {source}", id.map_or_else(|| "without id".to_owned(), |id| id.to_string()))]
pub(crate) struct UnreadableUpdate {
    /// Its id, if at least that can be read.
    pub(crate) id: Option<i64>,
    /// What is wrong with its JSON.
    source: serde_json::Error,
}

impl UnreadableUpdate {
    /// One of which that is wrong, or that no id can be read.
    pub(super) fn new(raw: &RawValue, source: serde_json::Error) -> Self {
        match read_id(raw.get()) {
            Ok(id) => UnreadableUpdate { id: Some(id), source },
            Err(source) => UnreadableUpdate { id: None, source },
        }
    }

    /// Nothing at all where there should be updates.
    pub(super) fn empty() -> Self {
        UnreadableUpdate { id: None, source: serde_json::Error::custom("there is none") }
    }
}

/// The id of an update, if it has one that can be read.
pub(crate) fn id_in(raw: &str) -> Option<i64> {
    leading_id(raw).or_else(|| read_id(raw).ok())
}

fn read_id(raw: &str) -> serde_json::Result<i64> {
    #[derive(Deserialize)]
    struct UpdateId {
        update_id: i64,
    }
    serde_json::from_str(raw).map(|UpdateId { update_id }| update_id)
}

/// The id where Telegram writes it, at the very start, without a look at the rest.
fn leading_id(raw: &str) -> Option<i64> {
    let (id, _) = raw.strip_prefix(r#"{"update_id":"#)?.split_once(',')?;
    id.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::id_in;

    #[test]
    fn the_id_is_found_wherever_it_stands() {
        for raw in [
            r#"{"update_id":5,"message":{}}"#,
            r#"{"update_id":5}"#,
            r#"{ "a": [1, 2], "update_id": 5 }"#,
            r#"{"update_id":5,"a":6}"#,
        ] {
            assert_eq!(id_in(raw), Some(5), "{raw}");
        }
        assert_eq!((id_in("{}"), id_in(r#"{"update_id":"x"}"#), id_in("5")), (None, None, None));
    }
}
