//! Why a job of a store's thread failed.

use std::error::Error;
use std::io;

use rusqlite::types::FromSqlError;

use super::super::{RecordKey, StoreError};

/// Why a job failed; it becomes a [`StoreError`] once it is known what was being done.
#[derive(Debug)]
pub(super) enum Failure {
    /// A record does not have the version that was expected.
    Conflict(RecordKey),
    /// The engine or the file system failed, and the connection may be in any state.
    Engine(Box<dyn Error + Send + Sync>),
}

impl Failure {
    pub(super) fn while_doing(self, doing: &'static str) -> StoreError {
        match self {
            Failure::Conflict(key) => StoreError::Conflict { key },
            Failure::Engine(source) => StoreError::Failed { doing, source },
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Failure::Engine(error.into())
    }
}

impl From<FromSqlError> for Failure {
    fn from(error: FromSqlError) -> Self {
        Failure::Engine(error.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Engine(error.into())
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
