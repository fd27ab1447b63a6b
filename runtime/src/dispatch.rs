//! From an update to its commit: which handler, in which order, as one transaction.

mod albums;
mod caution;
mod chain;
mod claims;
mod committer;
mod course;
mod dispatcher;
mod group;
mod keys;
mod letters;
mod moving;
mod outside;
mod parking;
mod people;
mod retrying;
mod timers;
mod transaction;
mod undelivered;
mod window;

pub(crate) use caution::Caution;
pub(crate) use committer::{Committer, Durable};
pub(crate) use dispatcher::Dispatcher;
pub(crate) use keys::Keys;
pub(crate) use letters::Letters;
pub(crate) use parking::Parked;
pub(crate) use retrying::Retry;
pub(crate) use timers::Timers;
pub(crate) use transaction::Transactions;
pub(crate) use window::Window;
