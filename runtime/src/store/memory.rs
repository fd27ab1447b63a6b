//! The store that forgets: everything in memory, nothing on disk.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{
    Batch, QueuedReply, REMEMBERED_UPDATES, Record, RecordKey, Recovered, Store, StoreError, StoreFuture,
    Write,
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

    fn commit(&self, batch: Arc<Batch>) -> StoreFuture<'_, ()> {
        let outcome = self.contents().apply(&batch);
        Box::pin(async move { outcome })
    }

    fn recover(&self) -> StoreFuture<'_, Recovered> {
        let recovered = self.contents().recover();
        Box::pin(async move { Ok(recovered) })
    }
}

/// What the store holds.
#[derive(Debug, Default)]
struct Contents {
    records: HashMap<RecordKey, Record>,
    outbox: BTreeMap<u64, QueuedReply>,
    handled: VecDeque<i64>,
}

impl Contents {
    fn apply(&mut self, batch: &Batch) -> Result<(), StoreError> {
        if let Some(write) = batch.writes.iter().find(|write| !self.accepts(write)) {
            return Err(StoreError::Conflict { key: write.key.clone() });
        }
        for write in &batch.writes {
            self.write(write);
        }
        self.outbox.extend(batch.queued.iter().map(|reply| (reply.id, reply.clone())));
        for id in &batch.sent {
            self.outbox.remove(id);
        }
        self.remember(&batch.handled);
        Ok(())
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
