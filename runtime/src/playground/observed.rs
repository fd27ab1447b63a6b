//! A store that shows on the page what the bot reads and writes.

use std::ops::Bound;
use std::path::Path;
use std::sync::Arc;

use pouch_emulator::{Emulator, RecordView};
use serde_json::Value;

use super::entries::{self, Touched};
use crate::store::{
    Batch, DeadLetter, EntryKey, MapId, Record, RecordKey, Recovered, Selection, Store, StoreFuture,
};

/// How many of the records are shown that the bot has not touched yet.
const MOST_SHOWN: usize = 500;

/// Another store, and the emulator that shows what happens there.
pub(super) struct Observed {
    store: Arc<dyn Store>,
    emulator: Emulator,
}

impl Observed {
    pub(super) fn new(store: Arc<dyn Store>, emulator: Emulator) -> Self {
        Observed { store, emulator }
    }

    /// Shows what is stored already, as far as the page keeps it. A store that can't be listed now is read when the bot needs it.
    pub(super) async fn show_all(&self) {
        let stored = self.store.list(&Selection::All, None, MOST_SHOWN).await.unwrap_or_default();
        for (key, record) in &stored {
            self.show_read(key, record).await;
        }
    }

    /// Shows a record that was read.
    async fn show_read(&self, key: &RecordKey, record: &Record) {
        let value = self.value(Some(record), &Touched::new()).await;
        self.show(key, value.clone(), value);
    }

    async fn value(&self, record: Option<&Record>, touched: &Touched) -> Option<Value> {
        entries::shown(&*self.store, record, touched).await
    }

    /// Shows a record that was read, or written if the two differ.
    fn show(&self, key: &RecordKey, before: Option<Value>, after: Option<Value>) {
        self.emulator.show_record(&RecordView {
            scope: key.scope.name().to_owned(),
            owner: key.owner.id,
            part: key.owner.part,
            name: key.name.to_string(),
            before,
            after,
        });
    }
}

impl Store for Observed {
    fn load<'a>(&'a self, key: &'a RecordKey) -> StoreFuture<'a, Option<Record>> {
        Box::pin(async move {
            let found = self.store.load(key).await?;
            if let Some(record) = &found {
                self.show_read(key, record).await;
            }
            Ok(found)
        })
    }

    fn load_entry<'a>(&'a self, map: MapId, key: &'a EntryKey) -> StoreFuture<'a, Option<Arc<str>>> {
        self.store.load_entry(map, key)
    }

    fn list_entries<'a>(
        &'a self,
        map: MapId,
        from: Bound<&'a EntryKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(EntryKey, Arc<str>)>> {
        self.store.list_entries(map, from, limit)
    }

    fn commit(&self, batch: Arc<Batch>) -> StoreFuture<'_, ()> {
        Box::pin(async move {
            let touched = entries::touched_by(&batch);
            let mut before = Vec::with_capacity(batch.writes.len());
            for write in &batch.writes {
                let record = self.store.load(&write.key).await.ok().flatten();
                before.push(self.value(record.as_ref(), &touched).await);
            }
            self.store.commit(Arc::clone(&batch)).await?;
            for (write, before) in batch.writes.iter().zip(before) {
                self.show(&write.key, before, self.value(write.record.as_ref(), &touched).await);
            }
            Ok(())
        })
    }

    fn recover(&self) -> StoreFuture<'_, Recovered> {
        self.store.recover()
    }

    fn list<'a>(
        &'a self,
        selection: &'a Selection,
        after: Option<&'a RecordKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(RecordKey, Record)>> {
        self.store.list(selection, after, limit)
    }

    fn dead_letters(&self) -> StoreFuture<'_, Vec<DeadLetter>> {
        self.store.dead_letters()
    }

    fn backup<'a>(&'a self, path: &'a Path) -> StoreFuture<'a, ()> {
        self.store.backup(path)
    }
}
