//! Why a command failed, for the person who typed it.

use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::error::Chain;
use crate::store::StoreError;

/// Why a command failed.
#[derive(Debug)]
pub(super) enum CliError {
    /// It is none, or lacks something.
    Usage(String),
    /// The store does not have, or take, what was asked for.
    Refused(String),
    Store(StoreError),
    /// The answer can't be written.
    Output(io::Error),
}

impl CliError {
    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(if matches!(self, CliError::Usage(_)) { 2 } else { 1 })
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CliError::Usage(wrong) => write!(f, "{wrong}; `pouch --help` lists the commands"),
            CliError::Refused(reason) => f.write_str(reason),
            CliError::Store(StoreError::InUse { path }) => {
                write!(f, "`{}` is in use: stop the bot first, this changes the store", path.display())
            }
            CliError::Store(error) => write!(f, "{}", Chain(error)),
            CliError::Output(error) => write!(f, "the answer can't be written: {error}"),
        }
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        CliError::Store(error)
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        CliError::Output(error)
    }
}

impl From<lexopt::Error> for CliError {
    fn from(error: lexopt::Error) -> Self {
        CliError::Usage(error.to_string())
    }
}
