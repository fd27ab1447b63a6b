//! How a connection to the store's file is opened and set up.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::failure::Failure;

/// How long a commit waits for another program, such as `sqlite3`, that holds the database.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

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

/// Makes commits as durable as the medium allows, and what is deleted as gone.
pub(super) fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "FULL")?;
    // macOS: an ordinary fsync there does not reach the medium.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // What is deleted is overwritten with zeros: people who are erased must not be found in free pages.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "journal_size_limit", LOG_SIZE)
}

/// Moves the log into the database and leaves it empty, through a connection that may write.
///
/// Done too where another program keeps the log from being emptied after all of it has been moved.
pub(super) fn empty_log(connection: &Connection) -> Result<(), Failure> {
    let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
    let (pages, moved): (i64, i64) =
        connection.query_row(checkpoint, (), |row| Ok((row.get(1)?, row.get(2)?)))?;
    if pages == moved { Ok(()) } else { Err("another program keeps the log from being emptied".into()) }
}

/// Empties the log, in which pages lie as they were before, and says whether nobody who reads kept that from being done
/// within `patience`.
pub(super) fn wipe_log(connection: &Connection, patience: Duration) -> rusqlite::Result<bool> {
    connection.busy_timeout(patience)?;
    let is_busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0))?;
    connection.busy_timeout(PATIENCE)?;
    Ok(!is_busy)
}
