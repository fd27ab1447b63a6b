//! A store that shows on the page what the bot reads and writes.

use std::ops::Bound;
use std::path::Path;
use std::sync::Arc;

use pouch_emulator::{Emulator, RecordView};

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
            self.show(key, Some(record), Some(record));
        }
    }

    /// Shows a record that was read, or written if the two differ.
    fn show(&self, key: &RecordKey, before: Option<&Record>, after: Option<&Record>) {
        // Records are JSON; one that is damaged is shown as none, and the bot reports it.
        let value = |record: Option<&Record>| serde_json::from_str(&record?.json).ok();
        self.emulator.show_record(&RecordView {
            scope: key.scope.name().to_owned(),
            owner: key.owner.id,
            part: key.owner.part,
            name: key.name.to_string(),
            before: value(before),
            after: value(after),
        });
    }
}

impl Store for Observed {
    fn load<'a>(&'a self, key: &'a RecordKey) -> StoreFuture<'a, Option<Record>> {
        Box::pin(async move {
            let found = self.store.load(key).await?;
            if found.is_some() {
                self.show(key, found.as_ref(), found.as_ref());
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
            let mut before = Vec::with_capacity(batch.writes.len());
            for write in &batch.writes {
                before.push(self.store.load(&write.key).await.ok().flatten());
            }
            self.store.commit(Arc::clone(&batch)).await?;
            for (write, before) in batch.writes.iter().zip(&before) {
                self.show(&write.key, before.as_ref(), write.record.as_ref());
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
