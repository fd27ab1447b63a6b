//! Entries of maps: what a record holds beside its JSON text, stored one by one.

use std::fmt;

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Names the entries of one [`Map`](crate::Map), wherever its record goes.
///
/// The record's JSON holds it, as `{"$map": "5f0c..", "len": 3}` in the place of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MapId(Uuid);

impl MapId {
    /// The name of a map that never was before.
    pub fn fresh() -> Self {
        MapId(Uuid::new_v4())
    }

    /// The name in that text, as [`Display`](fmt::Display) writes it.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(MapId)
    }
}

impl fmt::Display for MapId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.simple().fmt(f)
    }
}

/// The key of a map's entry. Stores list entries in the order of keys: numbers before texts, and texts by their bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKey {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
}

impl EntryKey {
    /// The key of the entry that a JSON object has under that text, where keys of its kind are written as this one is.
    pub(crate) fn to_json_key(&self) -> String {
        match self {
            EntryKey::Number(number) => number.to_string(),
            EntryKey::Text(text) => text.clone(),
        }
    }
}

impl fmt::Display for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EntryKey::Number(number) => number.fmt(f),
            EntryKey::Text(text) => write!(f, "{text:?}"),
        }
    }
}

/// A change of one entry of a map.
///
/// It has no version of its own: a transaction that changes an entry writes its record, too, whose version is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryWrite {
    /// Which map.
    pub map: MapId,
    /// Which entry.
    pub key: EntryKey,
    /// The new value as JSON text, or `None` to remove the entry.
    pub json: Option<Arc<str>>,
}
