//! Entries of maps: what the store has, and before that, what it does not have yet.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::{EntryKey, EntryWrite, MapId, Store, StoreError};

/// The entries of all maps.
pub(super) struct Entries {
    store: Arc<dyn Store>,
    /// What was published and is not durable yet.
    pending: Mutex<HashMap<MapId, BTreeMap<EntryKey, Pending>>>,
}

/// An entry as it was last published.
struct Pending {
    /// The value, or none if it was removed.
    json: Option<Arc<str>>,
    /// How many changes of it are not durable yet.
    undurable: usize,
}

/// An entry as it was published before a change; no JSON at all if the store had the latest.
#[expect(
    clippy::option_option,
    reason = "a removed entry is something else than one that only the store has"
)]
pub(super) struct FormerEntry {
    map: MapId,
    key: EntryKey,
    json: Option<Option<Arc<str>>>,
}

/// Entries in the order of their keys.
pub(super) type Page = Vec<(EntryKey, Arc<str>)>;

impl Entries {
    pub(super) fn new(store: Arc<dyn Store>) -> Self {
        Entries { store, pending: Mutex::default() }
    }

    /// One entry.
    pub(super) async fn load(&self, map: MapId, key: &EntryKey) -> Result<Option<Arc<str>>, StoreError> {
        // Who calls holds the queues of the map's record: nobody publishes a change of it meanwhile.
        let pending = self.pending().get(&map).and_then(|entries| Some(entries.get(key)?.json.clone()));
        match pending {
            Some(json) => Ok(json),
            None => self.store.load_entry(map, key).await,
        }
    }

    /// About `limit` entries from there on, but none only behind the last one.
    pub(super) async fn list(
        &self,
        map: MapId,
        from: Bound<&EntryKey>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let mut from = from.cloned();
        loop {
            let pending: BTreeMap<_, _> = match self.pending().get(&map) {
                Some(entries) => {
                    let behind = entries.range::<EntryKey, _>((from.as_ref(), Bound::Unbounded));
                    behind.map(|(key, pending)| (key.clone(), pending.json.clone())).collect()
                }
                None => BTreeMap::new(),
            };
            let stored = self.store.list_entries(map, from.as_ref(), limit).await?;
            let last = stored.last().map(|(key, _)| key.clone()).filter(|_| stored.len() >= limit);
            let page = merge(stored, pending, last.as_ref());
            match last {
                Some(last) if page.is_empty() => from = Bound::Excluded(last),
                _ => return Ok(page),
            }
        }
    }

    /// Makes a transaction's changes what is read from now on.
    pub(super) fn publish(&self, changes: &[EntryWrite]) {
        let mut pending = self.pending();
        for EntryWrite { map, key, json } in changes {
            let entries = pending.entry(*map).or_default();
            let undurable = entries.get(key).map_or(0, |earlier| earlier.undurable) + 1;
            entries.insert(key.clone(), Pending { json: json.clone(), undurable });
        }
    }

    /// What was published of the entries before a transaction's changes of them.
    pub(super) fn former(&self, changes: &[EntryWrite]) -> Vec<FormerEntry> {
        let pending = self.pending();
        let former = |EntryWrite { map, key, .. }: &EntryWrite| {
            let earlier = pending.get(map).and_then(|entries| entries.get(key));
            FormerEntry { map: *map, key: key.clone(), json: earlier.map(|earlier| earlier.json.clone()) }
        };
        changes.iter().map(former).collect()
    }

    /// Puts back what was published before changes that never become durable.
    pub(super) fn revoke(&self, former: Vec<FormerEntry>) {
        let mut pending = self.pending();
        for FormerEntry { map, key, json } in former.into_iter().rev() {
            let Some(entries) = pending.get_mut(&map) else { continue };
            if let Some(entry) = entries.get_mut(&key) {
                entry.undurable -= 1;
                entry.json = json.flatten();
                if entry.undurable == 0 {
                    entries.remove(&key);
                }
            }
            if entries.is_empty() {
                pending.remove(&map);
            }
        }
    }

    /// Says that the store has changes that were published.
    pub(super) fn mark_durable(&self, changes: &[EntryWrite]) {
        let mut pending = self.pending();
        for EntryWrite { map, key, .. } in changes {
            let Some(entries) = pending.get_mut(map) else { continue };
            if let Some(entry) = entries.get_mut(key) {
                entry.undurable -= 1;
                if entry.undurable == 0 {
                    entries.remove(key);
                }
            }
            if entries.is_empty() {
                pending.remove(map);
            }
        }
    }

    fn pending(&self) -> MutexGuard<'_, HashMap<MapId, BTreeMap<EntryKey, Pending>>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is stored up to `last`, or to the end, with what is not stored yet in its place.
fn merge(stored: Page, pending: BTreeMap<EntryKey, Option<Arc<str>>>, last: Option<&EntryKey>) -> Page {
    if pending.is_empty() {
        return stored;
    }
    let mut merged: BTreeMap<_, _> = stored.into_iter().map(|(key, json)| (key, Some(json))).collect();
    merged.extend(pending.into_iter().filter(|(key, _)| last.is_none_or(|last| key <= last)));
    merged.into_iter().filter_map(|(key, json)| Some((key, json?))).collect()
}

impl std::fmt::Debug for Entries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entries").finish_non_exhaustive()
    }
}
