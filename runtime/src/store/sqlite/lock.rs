//! One process at a time: the locks on the store's file, and beside it.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

#[cfg(target_os = "linux")]
mod database;
#[cfg(target_os = "linux")]
pub(super) use database::DatabaseLock;

/// Held as long as the store is open; the system frees it however the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    database: DatabaseLock,
    _beside: Held,
}

impl Lock {
    pub(super) fn new(database: DatabaseLock, beside: Held) -> Self {
        Lock { database, _beside: beside }
    }

    /// Locks the database that lies there now, which may be new or another; its connections must be opened after.
    ///
    /// No connection to the one before may be open any more.
    pub(super) fn follow(&mut self, path: &Path) -> Result<(), TryLockError> {
        self.database.follow(path)
    }
}

/// A file to lock, and to free at the end.
#[derive(Debug)]
pub(super) struct Held(File);

impl Held {
    /// The lock on a file of its own, which every system has, and which keeps two processes from one path.
    ///
    /// That file stays when the lock is gone: removing it would let two processes lock two files of one name.
    pub(super) fn beside(lock_path: &Path) -> Result<Self, TryLockError> {
        let opened = OpenOptions::new().create(true).truncate(false).write(true).open(lock_path);
        let file = opened.map_err(TryLockError::Error)?;
        file.try_lock().map(|()| Held(file))
    }
}

impl Drop for Held {
    /// Closing alone would not do while another thread starts a process, which holds all files until it runs.
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "a lock of the store could not be freed");
        }
    }
}

/// Elsewhere a lock on the database itself would get into the way of the engine's own.
#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
pub(super) struct DatabaseLock;

#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "what it is on Linux")]
impl DatabaseLock {
    pub(super) fn take(_: &Path) -> Result<Self, TryLockError> {
        Ok(DatabaseLock)
    }

    fn follow(&mut self, _: &Path) -> Result<(), TryLockError> {
        Ok(())
    }
}

/// The file that lies beside a store's file under its name and a suffix, such as `-lock`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
