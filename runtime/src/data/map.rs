//! A map in a record whose entries are stored one by one.

mod entry;
mod iter;
mod key;
mod slots;
#[cfg(test)]
mod tests;
mod text;

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Bound, RangeBounds};
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use entry::MapEntry;
pub use iter::{MapIntoIter, MapIter};
pub use key::{AsKey, MapKey};
use slots::{Before, Slot, Slots};
pub(super) use text::{LEN, MARK};

use super::RecordError;
use super::session::{Context, Session, within};
use crate::store::{EntryKey, MapId};

/// A map in a record, stored entry by entry: it may hold millions of values, and a handler that touches one loads and
/// writes one.
///
/// ```
/// use pouch::prelude::*;
///
/// /// What a user has put away.
/// #[user_data]
/// #[derive(Default)]
/// struct Shelf {
///     values: Map<Uuid, String>,
/// }
///
/// /// Store a value and get its key
/// #[command("put")]
/// fn put(shelf: &mut Shelf, value: String) -> Uuid {
///     let key = Uuid::new_v4();
///     shelf.values.insert(key, value);
///     key
/// }
///
/// /// Look a value up by its key
/// #[command("get")]
/// fn get(shelf: &Shelf, key: Uuid) -> &str {
///     shelf.values.get(&key).map_or("Not found", String::as_str)
/// }
/// ```
///
/// It is used like a [`HashMap`](std::collections::HashMap), from `fn` and `async fn` alike, with these differences:
///
/// - An entry is read from the store when it is touched first, which takes some microseconds. The thread waits for it;
///   other handlers go on on other threads.
/// - Iterators give keys and values of their own, in the order of the keys, and read them page by page: they never
///   fill the memory.
/// - It is not `Clone`, and can't move into another record. Its values can't hold maps of this kind.
///
/// It becomes durable, and is rolled back, with the record that it is in, and moves with it when a group becomes a
/// supergroup. The record's JSON holds `{"$map": "5f0c..", "len": 3}` in its place. Where a record still has the JSON of
/// a `HashMap` or `BTreeMap` there, that is read, and its entries are stored one by one when a handler changes the
/// record next: changing a field's type to `Map` loses nothing.
///
/// Outside of a record, as in unit tests of handlers, it is an ordinary map in memory.
///
/// # Panics
/// A handler whose entry can't be read is ended, rolled back and, if the store is in trouble, run again, as one whose
/// record can't be read. Outside of handlers, in what [`DataStore`](crate::DataStore) lends, methods panic then.
pub struct Map<K, V> {
    /// Chosen when it is written for the first time.
    id: OnceLock<MapId>,
    /// Whether the store has entries of that id. Otherwise all that there are are in the slots.
    is_stored: bool,
    len: usize,
    /// The record that it was read from.
    session: Option<Arc<Session>>,
    slots: Slots<V>,
    keys: PhantomData<fn() -> K>,
}

impl<K, V> Map<K, V> {
    /// An empty map.
    pub fn new() -> Self {
        Map {
            id: OnceLock::new(),
            is_stored: false,
            len: 0,
            session: None,
            slots: Slots::new(),
            keys: PhantomData,
        }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Removes all entries, without reading them.
    pub fn clear(&mut self) {
        *self = Map::new();
    }

    /// The id and the session by which entries are found in the store, if it has any.
    fn stored(&self) -> Option<(MapId, &Session)> {
        let (id, session) = (self.id.get()?, self.session.as_ref()?);
        self.is_stored.then_some((*id, session))
    }

    /// The session of a map that can't be read from.
    fn give_up(&self, error: RecordError) -> ! {
        match &self.session {
            Some(session) => session.give_up(error),
            None => panic!("{error}"),
        }
    }
}

impl<K: MapKey, V: Serialize + DeserializeOwned> Map<K, V> {
    /// The value under that key.
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: AsKey + ?Sized,
    {
        let slot = self.load(&key.as_key());
        slot.unwrap_or_else(|error| self.give_up(error)).value.as_ref()
    }

    /// The value under that key, for changing.
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: AsKey + ?Sized,
    {
        self.touch(&key.as_key()).slot.value.as_mut()
    }

    /// Whether there is a value under that key.
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: AsKey + ?Sized,
    {
        self.get(key).is_some()
    }

    /// Puts a value under that key, and returns the one that was there.
    #[expect(clippy::needless_pass_by_value, reason = "as with other maps")]
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let MapEntry { slot, len } = self.touch(&key.to_key());
        let replaced = slot.value.replace(value);
        *len += usize::from(replaced.is_none());
        replaced
    }

    /// Removes the value under that key, and returns it.
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: AsKey + ?Sized,
    {
        self.remove_key(&key.as_key())
    }

    /// The place for a value under that key.
    #[expect(clippy::needless_pass_by_value, reason = "as with other maps")]
    pub fn entry(&mut self, key: K) -> MapEntry<'_, V> {
        self.touch(&key.to_key())
    }

    /// All keys and values, by ascending key.
    pub fn iter(&self) -> MapIter<'_, K, V> {
        MapIter::new(self, Bound::Unbounded, Bound::Unbounded)
    }

    /// The keys and values of a range of keys, by ascending key: `map.range(from..).take(10)`.
    pub fn range(&self, range: impl RangeBounds<K>) -> MapIter<'_, K, V> {
        MapIter::new(self, range.start_bound().map(MapKey::to_key), range.end_bound().map(MapKey::to_key))
    }

    /// All keys, in ascending order.
    pub fn keys(&self) -> impl Iterator<Item = K> {
        self.iter().map(|(key, _)| key)
    }

    /// All values, by ascending key.
    pub fn values(&self) -> impl Iterator<Item = V> {
        self.iter().map(|(_, value)| value)
    }

    /// Removes the entries that `keep` is false for. It may change the others.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        let mut next = Bound::Unbounded;
        loop {
            let page: Vec<_> = MapIter::<K, V>::new(self, next, Bound::Unbounded).take(PAGE).collect();
            let Some((last, _)) = page.last() else { return };
            next = Bound::Excluded(last.to_key());
            for (key, mut value) in page {
                let before = encode(&value).ok();
                if !keep(&key, &mut value) {
                    self.remove_key(&key.to_key());
                } else if encode(&value).ok() != before {
                    self.insert(key, value);
                }
            }
        }
    }

    fn remove_key(&mut self, key: &EntryKey) -> Option<V> {
        let MapEntry { slot, len } = self.touch(key);
        let removed = slot.value.take();
        *len -= usize::from(removed.is_some());
        removed
    }

    /// The slot of that key, read from the store if it has to be.
    fn load(&self, key: &EntryKey) -> Result<&Slot<V>, RecordError> {
        if let Some(slot) = self.slots.find(key) {
            return Ok(slot);
        }
        let value = match self.stored() {
            Some((id, session)) => match session.load(id, key)? {
                Some(json) => Some(decode(&json).map_err(|error| session.undecodable(key, error))?),
                None => None,
            },
            None => None,
        };
        Ok(self.slots.add(key, Slot { value, before: Before::Same }))
    }

    /// The place of that key, for changing: what was there is noted for a comparison.
    fn touch(&mut self, key: &EntryKey) -> MapEntry<'_, V> {
        let before = match self.load(key) {
            Ok(Slot { before: Before::Was(_), .. }) => None,
            Ok(slot) => match slot.value.as_ref().map(encode).transpose() {
                Ok(json) => Some(Before::Was(json)),
                Err(error) => panic!("a value of a map can't be written as JSON: {error}"),
            },
            Err(error) => self.give_up(error),
        };
        let Map { slots, len, .. } = self;
        let Some(slot) = slots.find_mut(key) else { unreachable!("the slot was loaded just now") };
        if let Some(before) = before {
            slot.before = before;
        }
        MapEntry { slot, len }
    }
}

/// How many entries are read at once.
const PAGE: usize = 200;

/// The JSON of an entry's value.
fn encode<V: Serialize>(value: &V) -> serde_json::Result<String> {
    within(Context::Entry, || serde_json::to_string(value)).0
}

/// The value of an entry.
fn decode<V: DeserializeOwned>(json: &str) -> serde_json::Result<V> {
    within(Context::Entry, || serde_json::from_str(json)).0
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map::new()
    }
}

impl<K: MapKey, V: Serialize + DeserializeOwned> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: MapKey, V: Serialize + DeserializeOwned> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Map::new();
        map.extend(entries);
        map
    }
}

impl<K: MapKey, V: Serialize + DeserializeOwned, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

/// The number of entries: showing them would read them all.
impl<K, V> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Map").field("len", &self.len).finish_non_exhaustive()
    }
}
