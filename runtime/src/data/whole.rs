//! A record's JSON with the entries of its maps in their places, for who reads it without its type.

use std::collections::HashMap;
use std::ops::Bound;

use serde_json::{Map as Object, Value};

use super::entries::Entries;
use super::map::{LEN, MARK};
use crate::store::{EntryKey, MapId, StoreError};

/// How many entries are read at once.
const PAGE: usize = 1_000;

/// The maps whose marks are in a record's JSON. What is no JSON has none.
pub(crate) fn maps_in(json: &str) -> Vec<MapId> {
    marks_in(json).into_iter().map(|(map, _)| map).collect()
}

/// The maps whose marks are in a record's JSON, and how many entries they say that there are.
pub(crate) fn marks_in(json: &str) -> Vec<(MapId, u64)> {
    let mut found = Vec::new();
    if let Ok(mut value) = serde_json::from_str(json) {
        visit(&mut value, &mut |map, mark| found.push((map, mark[LEN].as_u64().unwrap_or_default())));
    }
    found
}

/// The record's JSON with these entries in the places of their maps' marks. Text that is no JSON becomes a JSON string.
pub(crate) fn whole(json: &str, mut maps: HashMap<MapId, Object<String, Value>>) -> Value {
    let Ok(mut value) = serde_json::from_str::<Value>(json) else { return json.into() };
    visit(&mut value, &mut |map, place| {
        if let Some(entries) = maps.remove(&map) {
            *place = Value::Object(entries);
        }
    });
    value
}

/// The value of an entry. Text that is no JSON becomes a JSON string.
pub(crate) fn entry(key: &EntryKey, json: &str) -> (String, Value) {
    (key.to_json_key(), serde_json::from_str(json).unwrap_or_else(|_| json.into()))
}

/// Finds the marks of maps.
fn visit(value: &mut Value, found: &mut impl FnMut(MapId, &mut Value)) {
    if let Some(map) = mark(value) {
        return found(map, value);
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, found)),
        Value::Object(object) => object.values_mut().for_each(|item| visit(item, found)),
        _ => {}
    }
}

fn mark(value: &Value) -> Option<MapId> {
    let object = value.as_object().filter(|object| object.len() == 2 && object.contains_key(LEN))?;
    MapId::parse(object.get(MARK)?.as_str()?)
}

impl Entries {
    /// All entries of a map.
    pub(super) async fn all(&self, map: MapId) -> Result<Object<String, Value>, StoreError> {
        let (mut all, mut from) = (Object::new(), Bound::Unbounded);
        loop {
            let page = self.list(map, from.as_ref(), PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(all) };
            from = Bound::Excluded(last.clone());
            all.extend(page.iter().map(|(key, json)| entry(key, json)));
        }
    }
}
