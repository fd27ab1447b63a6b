//! One process at a time: the lock beside the store's file.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Held as long as the store is open; the system frees it however the process ends.
///
/// The lock is on a file of its own, since closing any other handle of the database would drop the engine's locks.
/// That file stays when the lock is gone: removing it would let two processes lock two files of one name.
#[derive(Debug)]
pub(super) struct Lock {
    locked: File,
}

impl Lock {
    /// `None` if somebody else holds the lock.
    pub(super) fn take(path: &Path) -> io::Result<Option<Self>> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { locked: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for Lock {
    /// Closing alone would not do while another thread starts a process, which holds all files until it runs.
    fn drop(&mut self) {
        if let Err(error) = self.locked.unlock() {
            tracing::warn!(%error, "the lock of the store could not be freed");
        }
    }
}

/// The file that lies beside a store's file under its name and a suffix, such as `-lock`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
