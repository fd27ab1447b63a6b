//! Where records are kept: the [`Store`] trait, what passes through it, and the stores of this crate.
//!
//! A store knows no Telegram type but ids. It keeps seven things, and a [`Batch`] changes all of them at once: the
//! records, the entries of their maps, the ids of the updates that have been handled, the outbox of replies not yet
//! sent, the new ids of groups that became supergroups, the dead letters: what had to be set aside, and the marks that
//! tell a start how the run before it ended.

#[cfg(any(test, feature = "testing"))]
pub mod conformance;
mod dead_letter;
mod entry;
mod key;
mod mark;
mod memory;
mod selection;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

pub use dead_letter::{DeadLetter, DeadLetterKind, LetterChange};
pub use entry::{EntryKey, EntryWrite, MapId};
pub use key::{Owner, RecordKey, Scope, Version};
pub use mark::Mark;
pub use memory::MemoryStore;
pub use selection::Selection;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;

/// How many ids of handled updates a store remembers at least.
pub const REMEMBERED_UPDATES: usize = 1_000;

/// What a store's methods return.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A place that keeps what a bot knows.
///
/// Implementations must keep two promises. [`commit`](Store::commit) applies a whole batch or nothing of it, and
/// when it has returned `Ok`, a power cut can't take the batch back (as far as the medium allows).
///
/// Until version 1.0 a batch may get more kinds of changes, and the trait more methods; a store of your own has to
/// follow, since a part of a batch that is passed over breaks the first promise. With the feature `testing`,
/// `pouch::store::conformance` checks all that a store must do, in a test of five lines.
pub trait Store: Send + Sync + 'static {
    /// Reads one record; `None` if there is none.
    fn load<'a>(&'a self, key: &'a RecordKey) -> StoreFuture<'a, Option<Record>>;

    /// Reads one entry of a map; `None` if there is none.
    ///
    /// A handler that is a plain `fn` waits for it on its own thread. So in a runtime of tokio that has one thread, the
    /// future must become ready by the work of other threads than that.
    fn load_entry<'a>(&'a self, map: MapId, key: &'a EntryKey) -> StoreFuture<'a, Option<Arc<str>>>;

    /// Reads at most `limit` entries of a map, by ascending key from there on. It is waited for as
    /// [`load_entry`](Store::load_entry) is.
    fn list_entries<'a>(
        &'a self,
        map: MapId,
        from: Bound<&'a EntryKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(EntryKey, Arc<str>)>>;

    /// Applies the whole batch, durably, or nothing of it.
    ///
    /// A batch that has been applied already may come again, after an error that left the outcome in doubt; it
    /// then succeeds and changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if a record does not have the version that its [`Write`] expects.
    fn commit(&self, batch: Arc<Batch>) -> StoreFuture<'_, ()>;

    /// Reads what a bot that starts needs: replies not yet sent, updates already handled, new ids of groups.
    fn recover(&self) -> StoreFuture<'_, Recovered>;

    /// Reads at most `limit` of the selected records, in an order of the store's own that never changes: those behind
    /// the key `after`, or the first ones.
    fn list<'a>(
        &'a self,
        selection: &'a Selection,
        after: Option<&'a RecordKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(RecordKey, Record)>>;

    /// Reads what was set aside, the oldest first.
    fn dead_letters(&self) -> StoreFuture<'_, Vec<DeadLetter>>;

    /// Writes all that is committed, as it is at one moment, into a new file at `path`, while the store goes on.
    ///
    /// # Errors
    /// If there is such a file already, or it can't be written. A store that is no file, or has tools of its own for
    /// backups, need not have this.
    fn backup<'a>(&'a self, path: &'a Path) -> StoreFuture<'a, ()> {
        let source = "this store does not write backups; use the tools that belong to it".into();
        let _ = path;
        Box::pin(async { Err(StoreError::Failed { doing: "writing a backup", source }) })
    }

    /// Whether what is committed outlives this process, as it does unless a store says otherwise.
    ///
    /// Where it does, an update that takes long is kept in the store and confirmed to Telegram before it is done, so that
    /// those behind it arrive.
    fn is_durable(&self) -> bool {
        true
    }
}

impl<S: Store + ?Sized> Store for Arc<S> {
    fn load<'a>(&'a self, key: &'a RecordKey) -> StoreFuture<'a, Option<Record>> {
        (**self).load(key)
    }

    fn commit(&self, batch: Arc<Batch>) -> StoreFuture<'_, ()> {
        (**self).commit(batch)
    }

    fn recover(&self) -> StoreFuture<'_, Recovered> {
        (**self).recover()
    }

    fn list<'a>(
        &'a self,
        selection: &'a Selection,
        after: Option<&'a RecordKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(RecordKey, Record)>> {
        (**self).list(selection, after, limit)
    }

    fn dead_letters(&self) -> StoreFuture<'_, Vec<DeadLetter>> {
        (**self).dead_letters()
    }

    fn load_entry<'a>(&'a self, map: MapId, key: &'a EntryKey) -> StoreFuture<'a, Option<Arc<str>>> {
        (**self).load_entry(map, key)
    }

    fn list_entries<'a>(
        &'a self,
        map: MapId,
        from: Bound<&'a EntryKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(EntryKey, Arc<str>)>> {
        (**self).list_entries(map, from, limit)
    }

    fn backup<'a>(&'a self, path: &'a Path) -> StoreFuture<'a, ()> {
        (**self).backup(path)
    }

    fn is_durable(&self) -> bool {
        (**self).is_durable()
    }
}

/// One stored value: a record as JSON, and the version that the last change gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The value as JSON text.
    pub json: Arc<str>,
    /// Differs after each change of the record.
    pub version: Version,
    /// The version of the type that wrote the value: 1, or what its attribute says.
    pub type_version: u32,
}

impl Record {
    /// A record that was never there before, of version 1 of its type.
    pub fn new(json: impl Into<Arc<str>>) -> Self {
        Record { json: json.into(), version: Version::fresh(), type_version: 1 }
    }
}

/// Changes that become durable together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Batch {
    /// Records to change; at most one write for each key.
    pub writes: Vec<Write>,
    /// Entries of maps to change, one after the other.
    pub entries: Vec<EntryWrite>,
    /// Maps that are gone, of which no entry stays. It comes after the changes of entries.
    pub cleared: Vec<MapId>,
    /// Updates that are handled with this batch.
    pub handled: Vec<i64>,
    /// Replies to keep until they are sent.
    pub queued: Vec<QueuedReply>,
    /// Ids of replies that have been sent, or given up, and can be forgotten.
    pub sent: Vec<u64>,
    /// Groups that have a new id.
    pub aliases: Vec<Alias>,
    /// What is set aside. A letter whose id is there already is the same one.
    pub dead_letters: Vec<DeadLetter>,
    /// Changes of letters that were set aside before.
    pub letter_changes: Vec<LetterChange>,
    /// Marks to set, each to its number; 0 removes it. At most one number for each mark.
    pub marks: Vec<(Mark, u32)>,
}

/// A group that became a supergroup, and with it got a new id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Alias {
    /// The id that the chat had. It may have several, each with an alias of its own.
    pub old: i64,
    /// The id that the chat has now. A later alias of one old id replaces the earlier one.
    pub new: i64,
}

/// A change of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Whose record, and which.
    pub key: RecordKey,
    /// The version that the record must have for the change to apply; `None` if there must be no record.
    pub expected: Option<Version>,
    /// The new value, or `None` to remove the record.
    pub record: Option<Record>,
}

/// A reply on its way: one call of a Bot API method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedReply {
    /// Orders the outbox: a later reply has a greater id, over restarts too.
    pub id: u64,
    /// Replies of one lane are sent one after the other; the chat's id, or 0 for a call that concerns no chat.
    pub lane: i64,
    /// The Bot API method, such as `sendMessage`, in any letter case.
    pub method: String,
    /// The method's parameters as JSON text. Files that go with them are in it, too, so it may be some 70 MB long.
    pub payload: String,
}

/// What a store hands to a bot that starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recovered {
    /// Replies not yet sent, by ascending id.
    pub queued: Vec<QueuedReply>,
    /// Ids of handled updates, the latest last; at least the last [`REMEMBERED_UPDATES`] that were handled.
    pub handled: Vec<i64>,
    /// All groups that got a new id, by ascending old id.
    pub aliases: Vec<Alias>,
    /// The marks that the run before left, in their order.
    pub marks: Vec<(Mark, u32)>,
}

/// Why a store could not do its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The store could not be opened.
    #[error("cannot open the store `{path}`: {reason}")]
    Open {
        /// The store's file.
        path: PathBuf,
        /// What stood in the way, and what to do.
        reason: String,
    },
    /// Another process has the store open.
    #[error(
        "the store `{path}` is in use by another process; stop that one first, or name another file in POUCH_STORE"
    )]
    InUse {
        /// The store's file.
        path: PathBuf,
    },
    /// The file is something else; it was left as it is.
    #[error(
        "`{path}` is not a Pouch store: {reason}; it was left as it is, name another file in POUCH_STORE"
    )]
    NotAStore {
        /// The file.
        path: PathBuf,
        /// What it is instead, or what is missing.
        reason: String,
    },
    /// A record was changed by somebody else.
    #[error("the record {key} was changed by somebody else in the meantime")]
    Conflict {
        /// The record.
        key: RecordKey,
    },
    /// The record is there and can't be read, for example because its part of the file is damaged. It is left as it
    /// is; trying again does not help.
    #[error("the record {key} can't be read ({reason}); it was left as it is")]
    Unreadable {
        /// The record.
        key: RecordKey,
        /// What is wrong with it.
        reason: String,
    },
    /// The store is damaged, as a whole or where it would have to be written; trying again does not help.
    #[error("the store `{path}` is damaged ({reason}); put back a copy, or rescue what can be read")]
    Damaged {
        /// The store's file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Reading or writing failed; trying again may help.
    #[error("the store failed while {doing}")]
    Failed {
        /// What was being done.
        doing: &'static str,
        /// The engine's error.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl StoreError {
    /// Whether trying again may help.
    pub(crate) const fn may_pass(&self) -> bool {
        matches!(self, StoreError::Failed { .. })
    }
}
