//! A store that somebody else wrote, against the suite that every store must pass.
#![allow(clippy::unwrap_used)] // All of it is tests.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard};

use pouch::store::{
    Alias, Batch, DeadLetter, EntryKey, LetterChange, MapId, Mark, QueuedReply, Record, RecordKey, Recovered,
    Selection, Store, StoreError, StoreFuture, conformance,
};

/// Everything behind one lock; what a real one would send to a server.
#[derive(Default)]
struct OwnStore {
    tables: Mutex<Tables>,
    /// A mistake, to see that the suite finds it.
    forgets_to_clear: bool,
}

#[derive(Clone, Default)]
struct Tables {
    records: BTreeMap<RecordKey, Record>,
    entries: BTreeMap<(MapId, EntryKey), Arc<str>>,
    outbox: BTreeMap<u64, QueuedReply>,
    handled: Vec<i64>,
    aliases: BTreeMap<i64, i64>,
    letters: Vec<DeadLetter>,
    marks: BTreeMap<Mark, u32>,
}

impl OwnStore {
    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap()
    }

    fn apply(&self, batch: &Batch) -> Result<(), StoreError> {
        let mut tables = self.tables();
        for write in &batch.writes {
            let found = tables.records.get(&write.key).map(|record| record.version);
            let wanted = write.record.as_ref().map(|record| record.version);
            if found != write.expected && found != wanted {
                return Err(StoreError::Conflict { key: write.key.clone() });
            }
        }
        for write in batch.writes.iter().cloned() {
            match write.record {
                Some(record) => _ = tables.records.insert(write.key, record),
                None => _ = tables.records.remove(&write.key),
            }
        }
        for entry in batch.entries.iter().cloned() {
            match entry.json {
                Some(json) => _ = tables.entries.insert((entry.map, entry.key), json),
                None => _ = tables.entries.remove(&(entry.map, entry.key)),
            }
        }
        if !self.forgets_to_clear {
            tables.entries.retain(|(map, _), _| !batch.cleared.contains(map));
        }
        tables.outbox.extend(batch.queued.iter().map(|reply| (reply.id, reply.clone())));
        tables.outbox.retain(|id, _| !batch.sent.contains(id));
        tables.handled.extend(&batch.handled);
        tables.aliases.extend(batch.aliases.iter().map(|alias| (alias.old, alias.new)));
        tables.set_aside(batch);
        tables.marks.extend(batch.marks.iter().copied());
        tables.marks.retain(|_, number| *number > 0);
        Ok(())
    }
}

impl Tables {
    fn set_aside(&mut self, batch: &Batch) {
        for letter in &batch.dead_letters {
            if self.letters.iter().all(|known| known.id != letter.id) {
                self.letters.push(letter.clone());
            }
        }
        for change in &batch.letter_changes {
            if let LetterChange::Drop(id) = change {
                self.letters.retain(|letter| letter.id != *id);
            }
            for letter in self.letters.iter_mut().filter(|letter| letter.id == change.letter()) {
                letter.is_due = matches!(change, LetterChange::Retry(_));
            }
        }
    }
}

/// An answer that is there already.
fn answer<'a, T: Send + 'a>(answer: T) -> StoreFuture<'a, T> {
    Box::pin(async { Ok(answer) })
}

impl Store for OwnStore {
    fn load<'a>(&'a self, key: &'a RecordKey) -> StoreFuture<'a, Option<Record>> {
        answer(self.tables().records.get(key).cloned())
    }

    fn load_entry<'a>(&'a self, map: MapId, key: &'a EntryKey) -> StoreFuture<'a, Option<Arc<str>>> {
        answer(self.tables().entries.get(&(map, key.clone())).cloned())
    }

    fn list_entries<'a>(
        &'a self,
        map: MapId,
        from: Bound<&'a EntryKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(EntryKey, Arc<str>)>> {
        let tables = self.tables();
        let entries = tables.entries.iter().filter(|((of, key), _)| {
            let is_behind = match from {
                Bound::Included(from) => key >= from,
                Bound::Excluded(from) => key > from,
                Bound::Unbounded => true,
            };
            *of == map && is_behind
        });
        answer(entries.take(limit).map(|((_, key), json)| (key.clone(), Arc::clone(json))).collect())
    }

    fn commit(&self, batch: Arc<Batch>) -> StoreFuture<'_, ()> {
        let applied = self.apply(&batch);
        Box::pin(async { applied })
    }

    fn recover(&self) -> StoreFuture<'_, Recovered> {
        let tables = self.tables();
        let mut recovered = Recovered::default();
        recovered.queued = tables.outbox.values().cloned().collect();
        recovered.handled.clone_from(&tables.handled);
        recovered.aliases = tables.aliases.iter().map(|(&old, &new)| Alias { old, new }).collect();
        recovered.marks = tables.marks.iter().map(|(&mark, &number)| (mark, number)).collect();
        answer(recovered)
    }

    fn list<'a>(
        &'a self,
        selection: &'a Selection,
        after: Option<&'a RecordKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(RecordKey, Record)>> {
        let tables = self.tables();
        let records = tables.records.iter();
        let listed = records.filter(|(key, _)| selection.has(key) && after.is_none_or(|after| *key > after));
        answer(listed.take(limit).map(|(key, record)| (key.clone(), record.clone())).collect())
    }

    fn dead_letters(&self) -> StoreFuture<'_, Vec<DeadLetter>> {
        answer(self.tables().letters.clone())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_does_what_every_store_must() {
    conformance::check(async || OwnStore::default(), async |store| store).await;
}

#[tokio::test(flavor = "multi_thread")]
#[should_panic(expected = "a cleared map has entries")]
async fn a_store_with_a_mistake_is_told_which() {
    let create = async || OwnStore { forgets_to_clear: true, ..OwnStore::default() };
    conformance::check(create, async |store| store).await;
}
