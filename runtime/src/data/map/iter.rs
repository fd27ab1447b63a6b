//! Going through a map by its keys, page by page.

use std::iter::Peekable;
use std::ops::Bound;
use std::sync::Arc;
use std::vec;

use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};

use super::super::RecordError;
use super::key::MapKey;
use super::slots::Before;
use super::{Map, PAGE, decode, encode};
use crate::store::EntryKey;

/// The keys and values of a [`Map`], by ascending key.
#[derive(Debug)]
pub struct MapIter<'a, K, V> {
    map: &'a Map<K, V>,
    cursor: Cursor,
}

/// The keys and values of a [`Map`] that they are taken out of, by ascending key.
#[derive(Debug)]
pub struct MapIntoIter<K, V> {
    map: Map<K, V>,
    cursor: Cursor,
}

/// How far one has come.
#[derive(Debug)]
pub(super) struct Cursor {
    /// The keys of what memory has and the store has not, or not so.
    own: Peekable<vec::IntoIter<EntryKey>>,
    page: Peekable<vec::IntoIter<(EntryKey, Arc<str>)>>,
    /// Where the next page begins; `None` behind the last one.
    next: Option<Bound<EntryKey>>,
    end: Bound<EntryKey>,
}

impl Cursor {
    pub(super) fn new<K, V>(map: &Map<K, V>, start: Bound<EntryKey>, end: Bound<EntryKey>) -> Self {
        let is_stored = map.stored().is_some();
        let own = map.slots.iter().filter(|(_, slot)| !is_stored || !matches!(slot.before, Before::Same));
        let is_behind_start = |key: &EntryKey| match &start {
            Bound::Included(start) => key >= start,
            Bound::Excluded(start) => key > start,
            Bound::Unbounded => true,
        };
        let own = own.map(|(key, _)| key).filter(|key| is_behind_start(key) && is_before(&end, key));
        let mut own: Vec<EntryKey> = own.cloned().collect();
        own.sort_unstable();
        let (own, page) = (own.into_iter().peekable(), Vec::new().into_iter().peekable());
        Cursor { own, page, next: is_stored.then_some(start), end }
    }

    /// The next entry; `None` behind the last one.
    pub(super) fn next<K: MapKey, V: Serialize + DeserializeOwned>(
        &mut self,
        map: &Map<K, V>,
    ) -> Result<Option<(K, V)>, RecordError> {
        loop {
            self.turn_page(map)?;
            let stored = self.page.peek().map(|(key, _)| key);
            let is_own = match (self.own.peek(), stored) {
                (Some(own), Some(stored)) => own <= stored,
                (own, _) => own.is_some(),
            };
            let (key, json) = if is_own {
                let Some(key) = self.own.next() else { return Ok(None) };
                // It stands for the stored one.
                self.page.next_if(|(stored, _)| *stored == key);
                let value = map.slots.find(&key).and_then(|slot| slot.value.as_ref());
                let Some(json) = value.map(encode).transpose().map_err(|error| broken(map, &key, error))?
                else {
                    continue;
                };
                (key, json.into())
            } else {
                let Some(entry) = self.page.next() else { return Ok(None) };
                entry
            };
            let Some(typed) = K::from_key(&key) else {
                return Err(broken(
                    map,
                    &key,
                    serde_json::Error::custom("its key is none of the map's type"),
                ));
            };
            return match decode(&json) {
                Ok(value) => Ok(Some((typed, value))),
                Err(error) => Err(broken(map, &key, error)),
            };
        }
    }

    /// Reads the next page if this one is at its end.
    fn turn_page<K, V>(&mut self, map: &Map<K, V>) -> Result<(), RecordError> {
        if self.page.peek().is_some() {
            return Ok(());
        }
        let (Some(next), Some((id, session))) = (self.next.take(), map.stored()) else { return Ok(()) };
        let mut page = session.list(id, next.as_ref(), PAGE)?;
        let last = page.last().map(|(key, _)| Bound::Excluded(key.clone()));
        page.retain(|(key, _)| is_before(&self.end, key));
        self.next = last.filter(|last| matches!(last, Bound::Excluded(key) if is_before(&self.end, key)));
        self.page = page.into_iter().peekable();
        Ok(())
    }
}

fn is_before(end: &Bound<EntryKey>, key: &EntryKey) -> bool {
    match end {
        Bound::Included(end) => key <= end,
        Bound::Excluded(end) => key < end,
        Bound::Unbounded => true,
    }
}

fn broken<K, V>(map: &Map<K, V>, key: &EntryKey, error: serde_json::Error) -> RecordError {
    match &map.session {
        Some(session) => session.undecodable(key, error),
        None => panic!("a value of a map can't be written as JSON: {error}"),
    }
}

impl<'a, K, V> MapIter<'a, K, V> {
    pub(super) fn new(map: &'a Map<K, V>, start: Bound<EntryKey>, end: Bound<EntryKey>) -> Self {
        MapIter { map, cursor: Cursor::new(map, start, end) }
    }
}

impl<K: MapKey, V: Serialize + DeserializeOwned> Iterator for MapIter<'_, K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        self.cursor.next(self.map).unwrap_or_else(|error| self.map.give_up(error))
    }
}

impl<K: MapKey, V: Serialize + DeserializeOwned> Iterator for MapIntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        self.cursor.next(&self.map).unwrap_or_else(|error| self.map.give_up(error))
    }
}

impl<'a, K: MapKey, V: Serialize + DeserializeOwned> IntoIterator for &'a Map<K, V> {
    type Item = (K, V);
    type IntoIter = MapIter<'a, K, V>;

    fn into_iter(self) -> MapIter<'a, K, V> {
        self.iter()
    }
}

impl<K: MapKey, V: Serialize + DeserializeOwned> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = MapIntoIter<K, V>;

    fn into_iter(self) -> MapIntoIter<K, V> {
        let cursor = Cursor::new(&self, Bound::Unbounded, Bound::Unbounded);
        MapIntoIter { map: self, cursor }
    }
}
