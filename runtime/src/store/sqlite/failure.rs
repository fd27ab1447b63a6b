//! Why a job of a store's thread failed.

use std::error::Error;
use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

use super::super::{RecordKey, StoreError};

/// Why a job failed; it becomes a [`StoreError`] once it is known what was being done.
#[derive(Debug)]
pub(super) enum Failure {
    /// A record does not have the version that was expected.
    Conflict(RecordKey),
    /// A record is there and can't be read, for that reason.
    Unreadable(RecordKey, String),
    /// The file holds what can't be there, and will still do so next time.
    Damaged(String),
    /// The engine or the file system failed, which may pass.
    Engine(Box<dyn Error + Send + Sync>),
}

impl Failure {
    /// Damage that was met on the way to one record leaves the others readable.
    pub(super) fn in_record(self, key: &RecordKey) -> Self {
        match self {
            Failure::Damaged(reason) => Failure::Unreadable(key.clone(), reason),
            other => other,
        }
    }

    /// Says where the damage is, for who wants to repair it.
    pub(super) fn in_table(self, table: &str) -> Self {
        match self {
            Failure::Damaged(reason) => Failure::Damaged(format!("in the table `{table}`: {reason}")),
            other => other,
        }
    }

    pub(super) fn while_doing(self, doing: &'static str, path: &Path) -> StoreError {
        match self {
            Failure::Conflict(key) => StoreError::Conflict { key },
            Failure::Unreadable(key, reason) => StoreError::Unreadable { key, reason },
            Failure::Damaged(reason) => StoreError::Damaged { path: path.to_owned(), reason },
            Failure::Engine(source) => StoreError::Failed { doing, source },
        }
    }
}

/// Whether the error tells of what the file holds, rather than of what the engine could not do just now.
fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    match error.sqlite_error_code() {
        Some(code) => matches!(code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase),
        None => matches!(
            error,
            FromSqlConversionFailure(..)
                | IntegralValueOutOfRange(..)
                | InvalidColumnType(..)
                | Utf8Error(..)
        ),
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        if is_damage(&error) { Failure::Damaged(error.to_string()) } else { Failure::Engine(error.into()) }
    }
}

/// What the store writes as JSON can always be written, so it is what was read that is none.
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Damaged(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Engine(error.into())
    }
}

impl From<&str> for Failure {
    fn from(reason: &str) -> Self {
        Failure::Engine(reason.into())
    }
}
