//! A connection to the store's file that is made anew after trouble.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::failure::Failure;
use super::header::check_marks;
use super::schema::Marks;

/// How long a commit waits for another program, such as `sqlite3`, that holds the database.
const PATIENCE: Duration = Duration::from_secs(2);

/// Beyond this size, in bytes, the log is cut back once it has been moved into the database.
const LOG_SIZE: u32 = 16 << 20;

/// What a connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
    /// Writing, and creating the file if there is none.
    Create,
}

/// Opens the file without a look into it.
pub(super) fn connect(path: &Path, access: Access) -> rusqlite::Result<Connection> {
    let access = match access {
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    };
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Makes commits as durable as the medium allows.
pub(super) fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "FULL")?;
    // macOS: an ordinary fsync there does not reach the medium.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "journal_size_limit", LOG_SIZE)
}

/// A connection, and what it takes to make another.
///
/// A file can be moved or deleted under a running bot. The engine would go on writing into the file without a
/// name, and all of it would be lost at the end; so each use checks that the path still names the file.
#[derive(Debug)]
pub(super) struct Link {
    path: PathBuf,
    access: Access,
    /// `None` after a failure.
    live: Option<Live>,
}

#[derive(Debug)]
struct Live {
    connection: Connection,
    file: FileId,
}

impl Link {
    /// Keeps a connection to the file of that path.
    pub(super) fn new(path: PathBuf, access: Access, connection: Connection) -> io::Result<Self> {
        let file = FileId::of(&path)?;
        Ok(Link { path, access, live: Some(Live { connection, file }) })
    }

    /// Uses the connection. When the engine fails, the connection is given up and the next use makes another.
    pub(super) fn run<T>(
        &mut self,
        work: impl FnOnce(&mut Connection) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut live = self.take_live()?;
        let outcome = work(&mut live.connection);
        if !matches!(outcome, Err(Failure::Engine(_))) {
            self.live = Some(live);
        }
        outcome
    }

    fn take_live(&mut self) -> Result<Live, Failure> {
        let file = FileId::of(&self.path)?;
        match self.live.take() {
            Some(live) if live.file == file => Ok(live),
            _ => Ok(Live { connection: self.reconnect()?, file }),
        }
    }

    /// Never creates a file: an empty store in the place of one that is gone would lose everything silently.
    fn reconnect(&self) -> Result<Connection, Failure> {
        let connection = connect(&self.path, self.access)?;
        configure(&connection)?;
        check_marks(Marks::read(&connection)?).map_err(|reason| Failure::Engine(reason.into()))?;
        Ok(connection)
    }
}

/// Tells a file from another that took its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileId(Option<(u64, u64)>);

impl FileId {
    fn of(path: &Path) -> io::Result<Self> {
        path.metadata().map(|metadata| FileId(identity(&metadata)))
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

/// Elsewhere an open file can't be moved or deleted.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}
