//! A store that takes its time, and fails now and then, before or after it has done what it should.

use std::ops::Bound;
use std::sync::{Arc, Mutex};

use super::dice::Dice;
use crate::store::{
    Batch, DeadLetter, EntryKey, MapId, MemoryStore, Record, RecordKey, Recovered, Selection, Store,
    StoreError, StoreFuture,
};

/// A store with a slow and unreliable medium below it.
pub(super) struct Medium {
    pub(super) contents: Arc<MemoryStore>,
    dice: Mutex<Dice>,
}

impl Medium {
    pub(super) fn new(contents: Arc<MemoryStore>, dice: Dice) -> Self {
        Medium { contents, dice: Mutex::new(dice) }
    }

    async fn delay(&self) {
        let delay = self.dice.lock().unwrap().delay();
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
    }

    fn may_fail(&self) -> Result<(), StoreError> {
        if !self.dice.lock().unwrap().one_in(25) {
            return Ok(());
        }
        Err(StoreError::Failed { doing: "simulating", source: "bad luck".into() })
    }
}

impl Store for Medium {
    fn load<'a>(&'a self, key: &'a RecordKey) -> StoreFuture<'a, Option<Record>> {
        Box::pin(async move {
            self.delay().await;
            self.may_fail()?;
            self.contents.load(key).await
        })
    }

    fn load_entry<'a>(&'a self, map: MapId, key: &'a EntryKey) -> StoreFuture<'a, Option<Arc<str>>> {
        self.contents.load_entry(map, key)
    }

    fn list_entries<'a>(
        &'a self,
        map: MapId,
        from: Bound<&'a EntryKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(EntryKey, Arc<str>)>> {
        self.contents.list_entries(map, from, limit)
    }

    fn commit(&self, batch: Arc<Batch>) -> StoreFuture<'_, ()> {
        Box::pin(async move {
            self.delay().await;
            self.may_fail()?;
            self.contents.commit(batch).await?;
            self.delay().await;
            self.may_fail()
        })
    }

    fn recover(&self) -> StoreFuture<'_, Recovered> {
        self.contents.recover()
    }

    fn list<'a>(
        &'a self,
        selection: &'a Selection,
        after: Option<&'a RecordKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(RecordKey, Record)>> {
        self.contents.list(selection, after, limit)
    }

    fn dead_letters(&self) -> StoreFuture<'_, Vec<DeadLetter>> {
        self.contents.dead_letters()
    }
}
