//! Which files lie under a store's names, told apart by more than the names.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::lock::beside;

/// The files that lay under a store's names at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Files {
    pub(super) database: FileId,
    /// The write-ahead log, which holds the latest commits.
    pub(super) log: Option<FileId>,
    /// The index of the log, through which processes share it.
    pub(super) index: Option<FileId>,
}

impl Files {
    /// Looks at the names; an error if there is no database.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        let find = |suffix| match FileId::at(&beside(path, suffix)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            found => found.map(Some),
        };
        Ok(Files { database: FileId::at(path)?, log: find("-wal")?, index: find("-shm")? })
    }

    /// Whether a connection to these files may go on while those lie under the names.
    ///
    /// An open database always has a log and an index: one that was not found is one that was deleted.
    pub(super) fn are_still(&self, found: &Files) -> bool {
        self == found && found.log.is_some() && found.index.is_some()
    }

    /// Whether a commit into these files would be lost now, since they no longer have the names of both.
    pub(super) fn are_replaced_by(&self, found: &Files) -> bool {
        self.database != found.database && self.log != found.log
    }
}

/// Tells a file from another that took its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileId(Option<(u64, u64)>);

impl FileId {
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        path.metadata().map(|metadata| FileId::of(&metadata))
    }

    pub(super) fn of(metadata: &Metadata) -> Self {
        FileId(identity(metadata))
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
