//! The store on disk: one SQLite file, which the `sqlite3` tool can read and repair.
//!
//! One thread writes and one reads, each with a connection of its own, so that a load never waits for the disk
//! to take a commit. Beside the file `bot.db` lie `bot.db-lock`, which keeps a second process out, and while the
//! store is open `bot.db-wal` and `bot.db-shm`, which belong to it: a copy of the file alone may lack the latest
//! commits.

mod backup;
mod commit;
mod connection;
mod entries;
mod failure;
mod files;
mod header;
mod link;
mod location;
mod lock;
mod open;
mod read;
mod schema;
#[cfg(test)]
mod tests;
mod worker;

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{
    Batch, DeadLetter, EntryKey, MapId, Record, RecordKey, Recovered, Selection, Store, StoreError,
    StoreFuture,
};
use commit::Writer;
use entries::EntryReader;
use failure::Failure;
use read::Reader;
use worker::Worker;

/// How long dropping a store waits for what was submitted; a disk that hangs must not hang the bot's end.
const PATIENCE_AT_END: Duration = Duration::from_secs(5);

/// Keeps everything in one SQLite file: the default, for which no server is needed.
///
/// A commit that has returned `Ok` is on the disk. Batches are applied in the order of the calls of
/// [`commit`](Store::commit), and to the end even if nobody waits for the outcome. After an error, the next call
/// tries anew, so the store recovers by itself when the disk has room again or a network folder is back. A log that is
/// deleted meanwhile is moved into the file first, as long as the store is open.
///
/// Dropping the store waits for the commits under way, for five seconds at most.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    /// `None` in a store that was opened to be read only.
    writer: Option<Worker<Writer>>,
    reader: Worker<Reader>,
    entries: EntryReader,
}

impl SqliteStore {
    /// Opens the store in that file, which is created if there is none. Blocks while it does.
    ///
    /// # Errors
    /// [`StoreError::Open`] if the path can't hold a store or the file is damaged, [`StoreError::InUse`] if it is
    /// open already, here or in another process, [`StoreError::NotAStore`] if the file is something else; the
    /// file is left as it is then.
    pub fn open(path: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
        let given = path.as_ref();
        let opened = open::open(given)?;
        let no_thread = |error| open::refuse(given, format!("no thread could be started: {error}"));
        Ok(SqliteStore {
            path: opened.path,
            entries: opened.reader.entries(),
            writer: Some(Worker::spawn("pouch-store-writer", opened.writer).map_err(no_thread)?),
            reader: Worker::spawn("pouch-store-reader", opened.reader).map_err(no_thread)?,
        })
    }

    /// Opens the store in that file to read it, also while a bot works with it. Every commit is refused.
    ///
    /// It sees what is committed at each moment. Where no bot runs, files of the engine may stay beside the store; the
    /// next bot that opens it removes them.
    ///
    /// # Errors
    /// [`StoreError::Open`] if the file can't be read, is damaged, or was written by an earlier Pouch, and
    /// [`StoreError::NotAStore`] if there is none or it is something else.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
        let given = path.as_ref();
        let (path, reader) = open::open_read_only(given)?;
        let no_thread = |error| open::refuse(given, format!("no thread could be started: {error}"));
        let entries = reader.entries();
        let reader = Worker::spawn("pouch-store-reader", reader).map_err(no_thread)?;
        Ok(SqliteStore { path, writer: None, reader, entries })
    }

    /// The store's file, as an absolute path without links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is damaged in the file, as far as the engine can tell; nothing in a whole one. It reads all of the file.
    #[cfg(feature = "cli")]
    pub(crate) async fn check_damage(&self) -> Result<Vec<String>, StoreError> {
        self.answer("checking the file", self.reader.ask(Reader::check)).await
    }

    /// What was asked of a thread, with its failure in the terms of every store.
    fn answer<'a, A>(
        &'a self,
        doing: &'static str,
        asked: impl Future<Output = Result<A, Failure>> + Send + 'a,
    ) -> StoreFuture<'a, A> {
        Box::pin(async move { asked.await.map_err(|failure| failure.while_doing(doing, &self.path)) })
    }
}

impl Store for SqliteStore {
    fn load<'a>(&'a self, key: &'a RecordKey) -> StoreFuture<'a, Option<Record>> {
        let key = key.clone();
        self.answer("loading a record", self.reader.ask(move |reader| reader.load(&key)))
    }

    fn load_entry<'a>(&'a self, map: MapId, key: &'a EntryKey) -> StoreFuture<'a, Option<Arc<str>>> {
        self.answer("loading an entry", async move { self.entries.load(map, key) })
    }

    fn list_entries<'a>(
        &'a self,
        map: MapId,
        from: Bound<&'a EntryKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(EntryKey, Arc<str>)>> {
        self.answer("listing entries", async move { self.entries.list(map, from, limit) })
    }

    fn commit(&self, batch: Arc<Batch>) -> StoreFuture<'_, ()> {
        let Some(writer) = &self.writer else {
            let reason = "it was opened to be read only".to_owned();
            let refused = StoreError::Open { path: self.path.clone(), reason };
            return Box::pin(async { Err(refused) });
        };
        self.answer("committing a batch", writer.ask(move |writer| writer.commit(&batch)))
    }

    fn recover(&self) -> StoreFuture<'_, Recovered> {
        self.answer("reading what was left to do", self.reader.ask(Reader::recover))
    }

    fn list<'a>(
        &'a self,
        selection: &'a Selection,
        after: Option<&'a RecordKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(RecordKey, Record)>> {
        let (selection, after) = (selection.clone(), after.cloned());
        let list = move |reader: &mut Reader| reader.list(&selection, after.as_ref(), limit);
        self.answer("listing records", self.reader.ask(list))
    }

    fn dead_letters(&self) -> StoreFuture<'_, Vec<DeadLetter>> {
        self.answer("reading what was set aside", self.reader.ask(Reader::dead_letters))
    }

    fn backup<'a>(&'a self, path: &'a Path) -> StoreFuture<'a, ()> {
        self.answer("writing a backup", backup::write(&self.path, path))
    }
}

impl Drop for SqliteStore {
    /// The writer closes last: only a connection that may write can empty the log and remove it.
    fn drop(&mut self) {
        let deadline = Instant::now() + PATIENCE_AT_END;
        let reader_ended = self.reader.stop(deadline);
        let ended = self.writer.as_mut().is_none_or(|writer| writer.stop(deadline)) && reader_ended;
        if !ended {
            tracing::warn!(path = %self.path.display(), "the store is still busy; it closes in the background");
        }
    }
}
