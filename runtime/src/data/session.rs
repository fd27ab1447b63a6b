//! A record on loan, as its maps see it: where their entries come from, and where what became of them goes.
//!
//! A map may sit anywhere in a record. So it meets its record where serde reads and writes it, through a context that
//! belongs to the thread and lasts for one call of serde.

use std::cell::RefCell;
use std::fmt;
use std::ops::Bound;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};

use super::RecordError;
use super::entries::{Entries, Page};
use super::waiting::wait;
use crate::error::Chain;
use crate::store::{EntryKey, EntryWrite, MapId, RecordKey};

/// A record on loan that holds maps.
pub(super) struct Session {
    key: RecordKey,
    entries: Arc<Entries>,
    /// Whether it was lent to code that no handler's transaction surrounds.
    is_outside: bool,
    /// The maps that the record held.
    maps: Mutex<Vec<MapId>>,
}

/// What unwinds a handler whose map can't be read: neither its fault, nor anything that it could answer to.
pub(crate) struct Unreadable(pub(crate) RecordError);

/// What became of a record's maps.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Whether there are any.
    pub(super) has_maps: bool,
    /// Whether an entry differs from what it was.
    pub(super) is_changed: bool,
    pub(super) writes: Vec<EntryWrite>,
    /// The maps that have entries.
    pub(super) maps: Vec<MapId>,
}

/// What serde is called for on this thread.
#[derive(Default)]
pub(super) enum Context {
    /// Something else than records: a map is written whole, like any other.
    #[default]
    Elsewhere,
    /// A record is read. The session is made for the first map that is met.
    Reading { key: RecordKey, entries: Arc<Entries>, is_outside: bool, session: Option<Arc<Session>> },
    /// A record is written for a comparison: a map's entries are not looked at.
    Comparing,
    /// A record is written for keeping.
    Keeping { session: Option<Arc<Session>>, kept: Kept },
    /// The value of a map's entry is read or written, which can't hold a map.
    Entry,
}

thread_local! {
    static CONTEXT: RefCell<Context> = const { RefCell::new(Context::Elsewhere) };
}

/// Does the work in that context, and gives the context back as the work left it.
pub(super) fn within<T>(context: Context, work: impl FnOnce() -> T) -> (T, Context) {
    /// Puts the earlier context back, also when the work panics.
    struct Earlier(Option<Context>);

    impl Drop for Earlier {
        fn drop(&mut self) {
            if let Some(earlier) = self.0.take() {
                CONTEXT.replace(earlier);
            }
        }
    }

    let mut earlier = Earlier(Some(CONTEXT.replace(context)));
    let done = work();
    let left = CONTEXT.replace(earlier.0.take().unwrap_or_default());
    (done, left)
}

/// Looks at the context of this thread, or changes it.
pub(super) fn in_context<T>(look: impl FnOnce(&mut Context) -> T) -> T {
    CONTEXT.with_borrow_mut(look)
}

impl Context {
    /// The session of the record that is read, for a map in it; `None` if no record is.
    pub(super) fn join(&mut self, map: Option<MapId>) -> Option<Arc<Session>> {
        let Context::Reading { key, entries, is_outside, session } = self else { return None };
        let session = session.get_or_insert_with(|| {
            let (key, entries) = (key.clone(), Arc::clone(entries));
            Arc::new(Session { key, entries, is_outside: *is_outside, maps: Mutex::default() })
        });
        session.maps.lock().unwrap_or_else(PoisonError::into_inner).extend(map);
        Some(Arc::clone(session))
    }
}

impl Session {
    /// The maps that the record held, without those that it holds now.
    pub(super) fn gone(&self, kept: &[MapId]) -> Vec<MapId> {
        let maps = self.maps.lock().unwrap_or_else(PoisonError::into_inner);
        maps.iter().filter(|map| !kept.contains(map)).copied().collect()
    }

    /// The JSON of an entry, for which the calling thread waits.
    pub(super) fn load(&self, map: MapId, key: &EntryKey) -> Result<Option<Arc<str>>, RecordError> {
        Ok(wait("loading an entry", self.entries.load(map, key))?)
    }

    /// The JSON of about `limit` entries from there on.
    pub(super) fn list(&self, map: MapId, from: Bound<&EntryKey>, limit: usize) -> Result<Page, RecordError> {
        Ok(wait("listing entries", self.entries.list(map, from, limit))?)
    }

    /// The error for an entry that is no value of its map.
    pub(super) fn undecodable(&self, entry: &EntryKey, source: serde_json::Error) -> RecordError {
        RecordError::UndecodableEntry { key: self.key.clone(), entry: entry.clone(), source }
    }

    /// Ends what asked for an entry that can't be read.
    pub(super) fn give_up(&self, error: RecordError) -> ! {
        assert!(!self.is_outside, "{}", Chain(&error));
        // No panic, so nobody's hook reports one.
        resume_unwind(Box::new(Unreadable(error)))
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("key", &self.key).finish_non_exhaustive()
    }
}
