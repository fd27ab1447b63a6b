//! A bounded cache of records in two generations.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use crate::store::{Record, RecordKey, Selection, Version};

/// What an entry costs beside its JSON text, about.
const ENTRY_OVERHEAD: usize = 256;

/// What was used lately, and what was used before that.
///
/// When the young generation is full it becomes the old one, and what nobody used since is forgotten, unless the
/// store does not have it yet.
pub(super) struct Cache {
    young: HashMap<RecordKey, Entry>,
    old: HashMap<RecordKey, Entry>,
    young_bytes: usize,
    limit_bytes: usize,
}

/// A record in memory.
#[derive(Clone)]
pub(super) struct Entry {
    /// The JSON of the value as last committed in memory; the default's where there is no record.
    pub(super) json: Arc<str>,
    /// The version of the record in the store, or on its way there; `None` if there is no record.
    pub(super) version: Option<Version>,
    /// The version of the type that wrote `json`.
    pub(super) type_version: u32,
    /// The decoded value, unless it is out for changing.
    pub(super) value: Option<Arc<dyn Any + Send + Sync>>,
    /// Whether `json` is to the letter what `value` would be written as: a map's order differs from one to the next.
    pub(super) is_written_by_value: bool,
    /// How many changes are not durable yet. While there are any, the entry stays.
    pub(super) undurable: usize,
}

impl Cache {
    pub(super) fn new(limit_bytes: usize) -> Self {
        Cache { young: HashMap::new(), old: HashMap::new(), young_bytes: 0, limit_bytes }
    }

    /// The entry, to look at or to take the value from; another JSON text comes by `put`, which counts bytes.
    pub(super) fn get(&mut self, key: &RecordKey) -> Option<&mut Entry> {
        if let Some((key, entry)) = self.old.remove_entry(key) {
            self.put(key, entry);
        }
        self.young.get_mut(key)
    }

    pub(super) fn put(&mut self, key: RecordKey, entry: Entry) {
        self.old.remove(&key);
        if self.young_bytes + size(&entry) > self.limit_bytes {
            self.turn();
        }
        self.young_bytes += size(&entry);
        if let Some(replaced) = self.young.insert(key, entry) {
            self.young_bytes -= size(&replaced);
        }
    }

    /// Replaces an entry by a change that the store does not have yet.
    pub(super) fn put_undurable(&mut self, key: RecordKey, entry: Entry) {
        let undurable = self.get(&key).map_or(0, |replaced| replaced.undurable) + 1;
        self.put(key, Entry { undurable, ..entry });
    }

    /// Puts back what stood there before a change that never becomes durable.
    pub(super) fn revoke(&mut self, key: RecordKey, former: Option<Entry>) {
        let undurable = self.get(&key).map_or(0, |entry| entry.undurable.saturating_sub(1));
        match former {
            Some(entry) => self.put(key, Entry { undurable, ..entry }),
            None => self.forget(&key),
        }
    }

    /// Forgets an entry for good, durable or not.
    pub(super) fn forget(&mut self, key: &RecordKey) {
        self.old.remove(key);
        if let Some(forgotten) = self.young.remove(key) {
            self.young_bytes -= size(&forgotten);
        }
    }

    pub(super) fn mark_durable(&mut self, key: &RecordKey) {
        let entry = match self.young.get_mut(key) {
            Some(entry) => Some(entry),
            None => self.old.get_mut(key),
        };
        if let Some(entry) = entry {
            entry.undurable = entry.undurable.saturating_sub(1);
        }
    }

    /// The selected records that the store does not have as they are, or none where there is no record.
    pub(super) fn undurable(&self, selection: &Selection) -> Vec<(RecordKey, Option<Record>)> {
        let entries = self.old.iter().chain(&self.young);
        let selected = entries.filter(|(key, entry)| entry.undurable > 0 && selection.has(key));
        selected.map(|(key, entry)| (key.clone(), entry.record())).collect()
    }

    /// Makes the young generation the old one and forgets the old one, but for what the store does not have.
    fn turn(&mut self) {
        let forgotten = std::mem::replace(&mut self.old, std::mem::take(&mut self.young));
        self.young = forgotten.into_iter().filter(|(_, entry)| entry.undurable > 0).collect();
        self.young_bytes = self.young.values().map(size).sum();
    }
}

impl Entry {
    /// The record, if there is one.
    fn record(&self) -> Option<Record> {
        let Entry { json, type_version, .. } = self;
        self.version.map(|version| Record { json: Arc::clone(json), version, type_version: *type_version })
    }
}

fn size(entry: &Entry) -> usize {
    ENTRY_OVERHEAD + entry.json.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Owner, Scope};

    fn key(id: i64) -> RecordKey {
        RecordKey { scope: Scope::User, owner: Owner::new(id), name: "T".into() }
    }

    fn entry() -> Entry {
        Entry {
            json: "{}".into(),
            version: None,
            type_version: 1,
            value: None,
            is_written_by_value: false,
            undurable: 0,
        }
    }

    fn kept(cache: &Cache) -> usize {
        cache.young.len() + cache.old.len()
    }

    #[test]
    fn memory_is_bounded_and_what_is_used_stays() {
        let mut cache = Cache::new(10 * size(&entry()));
        for id in 0..1_000 {
            cache.put(key(id), entry());
            assert!(cache.get(&key(0)).is_some(), "lost at {id}");
        }
        assert!(kept(&cache) <= 22, "{}", kept(&cache));
    }

    #[test]
    fn bytes_are_counted_when_an_entry_is_replaced() {
        let mut cache = Cache::new(1 << 20);
        cache.put(key(1), entry());
        cache.put(key(1), Entry { json: "x".repeat(5_000).into(), ..entry() });
        assert_eq!(cache.young_bytes, ENTRY_OVERHEAD + 5_000);
        cache.put(key(1), entry());
        assert_eq!(cache.young_bytes, size(&entry()));
    }

    #[test]
    fn what_is_not_durable_stays_whatever_the_limit() {
        let mut cache = Cache::new(size(&entry()));
        (0..50).for_each(|id| cache.put_undurable(key(id), entry()));
        assert!((0..50).all(|id| cache.get(&key(id)).is_some()));
        (0..50).for_each(|id| cache.mark_durable(&key(id)));
        (50..60).for_each(|id| cache.put(key(id), entry()));
        assert!(kept(&cache) < 10);
    }
}
