//! Opening a store: lock it, look at it, and change nothing before all is in order.

use std::fs::{self, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::super::StoreError;
use super::commit::{self, Writer};
use super::connection::{Access, configure, connect};
use super::entries;
use super::header::{Found, Obstacle, check_marks, inspect};
use super::link::Link;
use super::location::{explain, folder_of, locate};
use super::lock::{DatabaseLock, Held, Lock, beside};
use super::read::{self, Reader};
use super::schema::{self, APPLICATION_ID, Marks, SCHEMA_VERSION};

/// Files up to this size, in bytes, are checked whole, which takes some milliseconds. A larger file would hold up
/// the start for seconds; there, damage is found when the damaged page is read.
const CHECKED_SIZE: u64 = 16 << 20;

/// A store that has been opened, for the two threads that will own it.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) path: PathBuf,
    pub(super) writer: Writer,
    pub(super) reader: Reader,
}

/// Opens the store, or says why not, in terms of the path that was given.
pub(super) fn open(given: &Path) -> Result<Opened, StoreError> {
    let path = locate(given).map_err(|reason| refuse(given, reason))?;
    open_file(path).map_err(|trouble| trouble.into_error(given))
}

/// Opens the store to read it, whoever else has it open; or says why not.
pub(super) fn open_read_only(given: &Path) -> Result<(PathBuf, Reader), StoreError> {
    let path = locate(given).map_err(|reason| refuse(given, reason))?;
    let opened = open_file_read_only(&path).map_err(|trouble| trouble.into_error(given))?;
    Ok((path, opened))
}

fn open_file_read_only(path: &Path) -> Result<Reader, Trouble> {
    if inspect(path)? == Found::Nothing {
        return Err(Trouble::Foreign("there is no store yet".to_owned()));
    }
    let connection = connect(path, Access::Read)?;
    let marks = Marks::read(&connection)?;
    check_marks(marks).map_err(Trouble::Foreign)?;
    if marks.schema_version < SCHEMA_VERSION {
        let reason = format!(
            "it was written by an earlier Pouch (format {}, this one reads {SCHEMA_VERSION}); start the bot once, which upgrades it, or open a copy for writing",
            marks.schema_version
        );
        return Err(Trouble::Refused(reason));
    }
    for statement in read::STATEMENTS.into_iter().chain(entries::STATEMENTS) {
        connection.prepare(statement)?;
    }
    Ok(Reader::new(Link::of_reader(path.to_owned(), connection)?))
}

/// The store can't be opened, for that reason.
pub(super) fn refuse(path: &Path, reason: String) -> StoreError {
    StoreError::Open { path: path.to_owned(), reason }
}

fn open_file(path: PathBuf) -> Result<Opened, Trouble> {
    let (mut lock, found) = lock_and_inspect(&path)?;
    let connection = open_database(&path, found, &mut lock)?;
    link(path, connection, lock)
}

/// A file that is no store gets no lock beside it; under the locks, it is what counts.
fn lock_and_inspect(path: &Path) -> Result<(Lock, Found), Trouble> {
    let database = DatabaseLock::take(path)?;
    let lock_path = beside(path, "-lock");
    if !lock_path.exists() {
        inspect(path)?;
    }
    let beside = Held::beside(&lock_path).map_err(|error| explain_lock(&lock_path, error))?;
    Ok((Lock::new(database, beside), inspect(path)?))
}

fn explain_lock(lock_path: &Path, error: TryLockError) -> Trouble {
    let TryLockError::Error(error) = error else { return Trouble::InUse };
    let folder = folder_of(lock_path).display();
    Trouble::Refused(format!("its lock can't be taken in the folder `{folder}`: {}", explain(&error)))
}

/// Everything is checked by reading before anything is written.
fn open_database(path: &Path, found: Found, lock: &mut Lock) -> Result<Connection, Trouble> {
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    let mut connection = connect(path, Access::Create)?;
    // Only now is there a file to lock, if it is a new one.
    lock.follow(path)?;
    if connection.is_readonly("main")? {
        return Err(Trouble::Refused("the file may only be read; let the bot write it".to_owned()));
    }
    // Closing would move the log into the file, which has to stay as it is if it turns out to be damaged.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log)?;
    configure(&connection)?;
    let marks = Marks::read(&connection)?;
    if found == Found::Store || marks.application_id == APPLICATION_ID {
        check_marks(marks).map_err(Trouble::Foreign)?;
        check_damage(path, &connection)?;
        schema::upgrade(&mut connection, marks)?;
        check_tables(&connection)?;
    } else if !schema::is_missing(&connection)? {
        return Err(Trouble::Foreign("it is an SQLite database of another program".to_owned()));
    } else {
        schema::create(&mut connection)?;
    }
    start_log(&connection)?;
    check_writing(&mut connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(connection)
}

fn check_tables(connection: &Connection) -> Result<(), Trouble> {
    for statement in commit::STATEMENTS.into_iter().chain(read::STATEMENTS).chain(entries::STATEMENTS) {
        connection.prepare(statement)?;
    }
    Ok(())
}

fn check_damage(path: &Path, connection: &Connection) -> Result<(), Trouble> {
    if fs::metadata(path).is_ok_and(|file| file.len() > CHECKED_SIZE) {
        return Ok(());
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", (), |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(Trouble::Refused(damaged(&verdict))) }
}

/// Commits go to a write-ahead log: one `fsync` for each, and readers need not wait.
fn start_log(connection: &Connection) -> Result<(), Trouble> {
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", (), |row| row.get(0))?;
    if mode == "wal" {
        return Ok(());
    }
    let reason = "its file system can't hold a write-ahead log; put the store on a local disk";
    Err(Trouble::Refused(reason.to_owned()))
}

/// A log that belongs to another user can be read, and would fail the first commit only.
fn check_writing(connection: &mut Connection) -> rusqlite::Result<()> {
    Transaction::new(connection, TransactionBehavior::Immediate)?.rollback()
}

fn link(path: PathBuf, connection: Connection, lock: Lock) -> Result<Opened, Trouble> {
    let reading = connect(&path, Access::Read)?;
    configure(&reading)?;
    Marks::read(&reading)?;
    let (writer, reader) = Link::pair(path.clone(), connection, reading, lock)?;
    Ok(Opened { path, writer: Writer::new(writer), reader: Reader::new(reader) })
}

/// What stands in the way of opening.
#[derive(Debug)]
enum Trouble {
    InUse,
    Refused(String),
    Foreign(String),
}

impl Trouble {
    fn into_error(self, given: &Path) -> StoreError {
        match self {
            Trouble::InUse => StoreError::InUse { path: given.to_owned() },
            Trouble::Refused(reason) => refuse(given, reason),
            Trouble::Foreign(reason) => StoreError::NotAStore { path: given.to_owned(), reason },
        }
    }
}

impl From<Obstacle> for Trouble {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::Unreadable(error) => Trouble::Refused(explain(&error)),
            Obstacle::Foreign(reason) => Trouble::Foreign(reason),
            Obstacle::Damaged(finding) => Trouble::Refused(damaged(&finding)),
        }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Trouble::Refused(explain(&error))
    }
}

impl From<TryLockError> for Trouble {
    fn from(error: TryLockError) -> Self {
        match error {
            TryLockError::WouldBlock => Trouble::InUse,
            TryLockError::Error(error) => error.into(),
        }
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Trouble::Refused(match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(&error.to_string()),
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                format!("{error}; let the bot write the file and its folder")
            }
            Some(ErrorCode::DiskFull) => format!("{error}; make room on the disk"),
            Some(ErrorCode::DatabaseBusy) => format!("{error}; end the other program that has it open"),
            _ => error.to_string(),
        })
    }
}

fn damaged(finding: &str) -> String {
    format!(
        "the file is damaged ({finding}); put back a copy, or rescue what can be read with `sqlite3 FILE .recover`"
    )
}
