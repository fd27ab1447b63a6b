//! Records as people read them: with the entries of their maps.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use serde_json::{Map as Object, Value};

use crate::data::{entry, marks_in, whole};
use crate::store::{Batch, EntryKey, MapId, Record, Store, StoreError};

/// How many entries of a map are shown, beside those that change.
const MOST_SHOWN: usize = 50;

/// The entries that a change touches, by their maps.
pub(super) type Touched = HashMap<MapId, Vec<EntryKey>>;

/// The entries that a batch touches.
pub(super) fn touched_by(batch: &Batch) -> Touched {
    let mut touched = Touched::new();
    for write in &batch.entries {
        touched.entry(write.map).or_default().push(write.key.clone());
    }
    touched
}

/// A record with the entries of its maps in their places: the first ones, and those that are touched. What can't be read
/// is left out, and the bot reports it.
pub(super) async fn shown(store: &dyn Store, record: Option<&Record>, touched: &Touched) -> Option<Value> {
    let record = record?;
    // One that is damaged is shown as none.
    serde_json::from_str::<serde::de::IgnoredAny>(&record.json).ok()?;
    let mut maps = HashMap::new();
    for (map, len) in marks_in(&record.json) {
        let touched = touched.get(&map).map_or(&[][..], Vec::as_slice);
        maps.insert(map, entries(store, map, len, touched).await.unwrap_or_default());
    }
    Some(whole(&record.json, maps))
}

async fn entries(
    store: &dyn Store,
    map: MapId,
    len: u64,
    touched: &[EntryKey],
) -> Result<Object<String, Value>, StoreError> {
    let first = store.list_entries(map, Bound::Unbounded, MOST_SHOWN).await?;
    let mut found: BTreeMap<EntryKey, Arc<str>> = first.into_iter().collect();
    for key in touched {
        if !found.contains_key(key)
            && let Some(json) = store.load_entry(map, key).await?
        {
            found.insert(key.clone(), json);
        }
    }
    let rest = len.saturating_sub(found.len() as u64);
    let mut shown: Object<String, Value> = found.iter().map(|(key, json)| entry(key, json)).collect();
    if rest > 0 {
        shown.insert("…".to_owned(), format!("and {rest} more").into());
    }
    Ok(shown)
}
