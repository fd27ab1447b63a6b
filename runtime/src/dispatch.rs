//! From an update to its commit: which handler, in which order, as one transaction.

mod alarms;
mod albums;
mod caution;
mod chain;
mod claims;
mod committer;
mod course;
mod dispatcher;
mod firing;
mod group;
mod guarding;
mod keys;
mod letters;
mod moving;
mod outside;
mod parking;
mod people;
mod retrying;
mod transaction;
mod undelivered;
mod window;

use std::time::Duration;

pub(crate) use alarms::Alarms;
pub(crate) use caution::Caution;
pub(crate) use committer::{Committer, Durable};
pub(crate) use dispatcher::Dispatcher;
pub(crate) use keys::Keys;
pub(crate) use letters::Letters;
pub(crate) use parking::Parked;
pub(crate) use people::forgotten;
#[cfg(feature = "cli")]
pub(crate) use people::is_letter_of;
pub(crate) use retrying::Retry;
pub(crate) use transaction::Transactions;
pub(crate) use window::Window;

/// How long what runs beside the updates waits until the store may be readable again.
const TROUBLE: Duration = Duration::from_secs(5);
