//! What arrived: an update as raw JSON, and what is read from it.
//!
//! Routing reads only [`Facts`] from the JSON. teloxide-core's types are built when a handler asks for one,
//! because they can't express everything that Telegram sends.

mod arrived;
mod bodies;
mod command;
mod facts;
mod fields;
mod incoming;
mod kind;
mod migration;
mod part;
mod press;
mod raw;
mod sender;

pub use arrived::Arrived;
pub(crate) use facts::{Address, Facts, Speaker};
pub use fields::Fields;
pub(crate) use incoming::Incoming;
pub(crate) use kind::{EDITED, Kind, parts_of};
pub use migration::{Migration, MigrationSource};
pub use part::{Part, Parts};
pub(crate) use press::{Place, Press};
pub use raw::RawUpdate;
pub(crate) use raw::{UnreadableUpdate, id_in};
pub use sender::Sender;
