//! The two connections to a store's files, which are made anew after trouble.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::connection::{Access, configure, connect, empty_log};
use super::failure::Failure;
use super::files::{FileId, Files};
use super::header::check_marks;
use super::lock::Lock;
use super::schema::Marks;

/// One of the two connections.
///
/// Files can be moved or deleted under a running bot. The engine would go on writing into files without a name,
/// and all of it would be lost at the end; so each use checks that the names still mean the files in use.
#[derive(Debug)]
pub(super) struct Link {
    shared: Arc<Connections>,
    access: Access,
}

/// What both connections need of each other.
#[derive(Debug)]
struct Connections {
    path: PathBuf,
    /// Locked before `reading` by who needs both.
    writing: Mutex<Option<Live>>,
    reading: Mutex<Option<Live>>,
    // The last field, since it may go only when both connections are closed. None has it who only reads.
    lock: Option<Mutex<Lock>>,
}

#[derive(Debug)]
struct Live {
    connection: Connection,
    files: Files,
    /// The engine failed: the connection may be in any state, with pages in its cache that are not in the file. It
    /// is given up as soon as there is another.
    is_suspect: bool,
}

impl Live {
    fn is_usable(&self, found: &Files) -> bool {
        !self.is_suspect && self.files.are_still(found)
    }
}

type Slot<'a> = MutexGuard<'a, Option<Live>>;

impl Link {
    /// The links of the writer and of the reader. Both connections must have read already, so that they use the
    /// log that lies there now.
    pub(super) fn pair(
        path: PathBuf,
        writing: Connection,
        reading: Connection,
        lock: Lock,
    ) -> std::io::Result<(Link, Link)> {
        let files = Files::at(&path)?;
        let slot = |connection| Mutex::new(Some(Live { connection, files, is_suspect: false }));
        let (writing, reading) = (slot(writing), slot(reading));
        let shared = Arc::new(Connections { path, writing, reading, lock: Some(Mutex::new(lock)) });
        let writer = Link { shared: Arc::clone(&shared), access: Access::Write };
        Ok((writer, Link { shared, access: Access::Read }))
    }

    /// The link of who only reads, while another process may write.
    pub(super) fn of_reader(path: PathBuf, reading: Connection) -> std::io::Result<Link> {
        let files = Files::at(&path)?;
        let reading = Mutex::new(Some(Live { connection: reading, files, is_suspect: false }));
        let shared = Connections { path, writing: Mutex::new(None), reading, lock: None };
        Ok(Link { shared: Arc::new(shared), access: Access::Read })
    }

    /// Uses the connection. When the engine fails, the next use makes another.
    pub(super) fn run<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut slot = self.take_usable()?;
        let Some(live) = slot.as_mut() else { return Err("the store has no connection".into()) };
        let outcome = work(&mut live.connection);
        live.is_suspect = !matches!(outcome, Ok(_) | Err(Failure::Conflict(_)));
        outcome
    }

    /// Another link to the same connection.
    pub(super) fn share(&self) -> Link {
        Link { shared: Arc::clone(&self.shared), access: self.access }
    }

    /// Closes the connection.
    pub(super) fn close(&self) {
        *self.slot() = None;
    }

    fn take_usable(&self) -> Result<Slot<'_>, Failure> {
        let found = Files::at(&self.shared.path)?;
        let slot = self.slot();
        if slot.as_ref().is_some_and(|live| live.is_usable(&found)) {
            return Ok(slot);
        }
        drop(slot);
        self.shared.mend(self.access)
    }

    fn slot(&self) -> Slot<'_> {
        match self.access {
            Access::Read => take(&self.shared.reading),
            Access::Write | Access::Create => take(&self.shared.writing),
        }
    }
}

impl Connections {
    /// Sees to it that this connection is usable, and that both belong to the same files.
    fn mend(&self, access: Access) -> Result<Slot<'_>, Failure> {
        let mut writing = take(&self.writing);
        let mut reading = take(&self.reading);
        let found = Files::at(&self.path)?;
        if let Some(live) = writing.as_ref().or(reading.as_ref())
            && !live.files.are_still(&found)
        {
            // The engine keeps using a deleted index until the last connection is closed. That must be the
            // writer's: it empties the log and removes whatever has its name.
            *reading = None;
            self.rescue(writing.as_ref(), &found)?;
            *writing = None;
        }
        let (mut slot, other) = match access {
            Access::Read => (reading, writing),
            Access::Write | Access::Create => (writing, reading),
        };
        if slot.as_ref().is_none_or(|live| live.is_suspect) {
            // The new one comes before the old one goes, which may be all that still has a deleted log open.
            *slot = Some(self.connect(access, other.as_ref())?);
        }
        Ok(slot)
    }

    /// Moves what is in a log that has been deleted into the database, before the log is closed for ever.
    fn rescue(&self, writing: Option<&Live>, found: &Files) -> Result<(), Failure> {
        let Some(Live { connection, files, .. }) = writing else { return Ok(()) };
        let path = self.path.display();
        match empty_log(connection) {
            Ok(()) => tracing::warn!(%path, "a file of the store was deleted or replaced; it is opened anew"),
            // What has both names now is another store, in which nothing of the old log may be.
            Err(failure) if files.are_replaced_by(found) => {
                tracing::warn!(%path, ?failure, "the store was replaced; the latest changes of the old one are lost");
            }
            Err(failure) => return Err(failure),
        }
        Ok(())
    }

    /// Never creates a database: an empty one in the place of one that is gone would lose everything silently.
    fn connect(&self, access: Access, other: Option<&Live>) -> Result<Live, Failure> {
        let database = FileId::at(&self.path)?;
        if let Some(lock) = &self.lock {
            take(lock).follow(&self.path).map_err(std::io::Error::from)?;
        }
        let connection = connect(&self.path, access)?;
        // The engine opens what may not be written as if reading had been asked for.
        if access != Access::Read && connection.is_readonly("main")? {
            return Err("the file may only be read".into());
        }
        configure(&connection)?;
        check_marks(Marks::read(&connection)?).map_err(|reason| Failure::Engine(reason.into()))?;
        // With the files of the other, or of a moment ago: if they differ by now, the next use will see it.
        let files = match other {
            Some(other) => other.files,
            None => Files { database, ..Files::at(&self.path)? },
        };
        Ok(Live { connection, files, is_suspect: false })
    }
}

/// After a panic, the connection is as good as after any other failure.
fn take<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
