//! The store that forgets: everything in memory, nothing on disk.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{
    Alias, Batch, DeadLetter, EntryKey, EntryWrite, LetterChange, MapId, Mark, QueuedReply,
    REMEMBERED_UPDATES, Record, RecordKey, Recovered, Selection, Store, StoreError, StoreFuture, Write,
};

/// Keeps everything in memory, for tests and for bots that may forget.
///
/// It behaves as the other stores do until it is dropped, and leaves nothing on disk.
#[derive(Debug, Default)]
pub struct MemoryStore {
    contents: Mutex<Contents>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// No batch panics between its first change and its last, so a poisoned lock guards whole contents still.
    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn load<'a>(&'a self, key: &'a RecordKey) -> StoreFuture<'a, Option<Record>> {
        let found = self.contents().records.get(key).cloned();
        Box::pin(async move { Ok(found) })
    }

    fn load_entry<'a>(&'a self, map: MapId, key: &'a EntryKey) -> StoreFuture<'a, Option<Arc<str>>> {
        let contents = self.contents();
        let found = contents.entries.get(&map).and_then(|entries| entries.get(key)).cloned();
        Box::pin(async move { Ok(found) })
    }

    fn list_entries<'a>(
        &'a self,
        map: MapId,
        from: Bound<&'a EntryKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(EntryKey, Arc<str>)>> {
        let contents = self.contents();
        let entries = contents.entries.get(&map).into_iter();
        let listed = entries.flat_map(|entries| entries.range::<EntryKey, _>((from, Bound::Unbounded)));
        let listed = listed.take(limit).map(|(key, json)| (key.clone(), Arc::clone(json))).collect();
        Box::pin(async move { Ok(listed) })
    }

    fn commit(&self, batch: Arc<Batch>) -> StoreFuture<'_, ()> {
        let outcome = self.contents().apply(&batch);
        Box::pin(async move { outcome })
    }

    fn recover(&self) -> StoreFuture<'_, Recovered> {
        let recovered = self.contents().recover();
        Box::pin(async move { Ok(recovered) })
    }

    fn list<'a>(
        &'a self,
        selection: &'a Selection,
        after: Option<&'a RecordKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(RecordKey, Record)>> {
        let listed = self.contents().list(selection, after, limit);
        Box::pin(async move { Ok(listed) })
    }

    fn dead_letters(&self) -> StoreFuture<'_, Vec<DeadLetter>> {
        let letters = self.contents().dead_letters.clone();
        Box::pin(async move { Ok(letters) })
    }

    fn is_durable(&self) -> bool {
        false
    }
}

/// What the store holds.
#[derive(Debug, Default)]
struct Contents {
    records: BTreeMap<RecordKey, Record>,
    entries: HashMap<MapId, BTreeMap<EntryKey, Arc<str>>>,
    outbox: BTreeMap<u64, QueuedReply>,
    handled: VecDeque<i64>,
    aliases: BTreeMap<i64, i64>,
    dead_letters: Vec<DeadLetter>,
    marks: BTreeMap<Mark, u32>,
}

impl Contents {
    fn apply(&mut self, batch: &Batch) -> Result<(), StoreError> {
        if let Some(write) = batch.writes.iter().find(|write| !self.accepts(write)) {
            return Err(StoreError::Conflict { key: write.key.clone() });
        }
        for write in &batch.writes {
            self.write(write);
        }
        for EntryWrite { map, key, json } in &batch.entries {
            let entries = self.entries.entry(*map).or_default();
            match json {
                Some(json) => entries.insert(key.clone(), Arc::clone(json)),
                None => entries.remove(key),
            };
        }
        for map in &batch.cleared {
            self.entries.remove(map);
        }
        self.outbox.extend(batch.queued.iter().map(|reply| (reply.id, reply.clone())));
        for id in &batch.sent {
            self.outbox.remove(id);
        }
        self.remember(&batch.handled);
        self.aliases.extend(batch.aliases.iter().map(|alias| (alias.old, alias.new)));
        batch.dead_letters.iter().for_each(|letter| self.set_aside(letter));
        batch.letter_changes.iter().for_each(|change| self.change_letter(*change));
        self.marks.extend(batch.marks.iter().copied());
        self.marks.retain(|_, number| *number > 0);
        Ok(())
    }

    fn set_aside(&mut self, letter: &DeadLetter) {
        if self.dead_letters.iter().all(|known| known.id != letter.id) {
            self.dead_letters.push(letter.clone());
        }
    }

    fn change_letter(&mut self, change: LetterChange) {
        let Some(position) = self.dead_letters.iter().position(|letter| letter.id == change.letter()) else {
            return;
        };
        match change {
            LetterChange::Retry(_) => self.dead_letters[position].is_due = true,
            LetterChange::Keep(_) => self.dead_letters[position].is_due = false,
            LetterChange::Drop(_) => _ = self.dead_letters.remove(position),
        }
    }

    fn list(
        &self,
        selection: &Selection,
        after: Option<&RecordKey>,
        limit: usize,
    ) -> Vec<(RecordKey, Record)> {
        let begin = after.map_or(Bound::Unbounded, Bound::Excluded);
        let behind = self.records.range((begin, Bound::Unbounded));
        let selected = behind.filter(|(key, _)| selection.has(key)).take(limit);
        selected.map(|(key, record)| (key.clone(), record.clone())).collect()
    }

    /// Whether the record is as the write expects it, or already as the write leaves it.
    fn accepts(&self, write: &Write) -> bool {
        let found = self.records.get(&write.key).map(|record| record.version);
        found == write.expected || found == write.record.as_ref().map(|record| record.version)
    }

    fn write(&mut self, write: &Write) {
        match &write.record {
            Some(record) => self.records.insert(write.key.clone(), record.clone()),
            None => self.records.remove(&write.key),
        };
    }

    /// A repeated batch is remembered twice; twice as many are kept, so that the promised number stays.
    fn remember(&mut self, handled: &[i64]) {
        self.handled.extend(handled);
        let surplus = self.handled.len().saturating_sub((2 * REMEMBERED_UPDATES).max(handled.len()));
        self.handled.drain(..surplus);
    }

    fn recover(&self) -> Recovered {
        Recovered {
            queued: self.outbox.values().cloned().collect(),
            handled: self.handled.iter().copied().collect(),
            aliases: self.aliases.iter().map(|(&old, &new)| Alias { old, new }).collect(),
            marks: self.marks.iter().map(|(&mark, &number)| (mark, number)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::conformance;
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn the_memory_store_does_what_every_store_must() {
        conformance::check(async || MemoryStore::new(), async |store| store).await;
    }
}
