//! Telegram bots that remember.

mod app;
mod args;
mod backoff;
mod data;
mod dispatch;
mod error;
mod failure;
mod handler;
mod log;
mod outbox;
mod params;
#[cfg(feature = "playground")]
mod playground;
mod poller;
pub mod prelude;
mod reply;
mod router;
mod settings;
mod stop;
pub mod store;
mod telegram;
mod update;

#[doc(hidden)]
pub mod __private;

pub use app::App;
pub use args::{BadArg, FromArg, Parsed};
/// A date as an argument, such as `2026-12-31`.
pub use chrono::NaiveDate as Date;
/// A time of day as an argument, such as `18:30`.
pub use chrono::NaiveTime as Time;
pub use data::{Data, RecordError};
pub use error::{Error, Result};
pub use failure::{BoxError, HandlerError, UserError};
pub use handler::Handlers;
pub use pouch_macros::{bot_data, chat_data, command, member_data, message, on_error, topic_data, user_data};
pub use reply::{IntoReply, Reply};
pub use serde;
pub use store::Scope;
pub use teloxide_core::{self, types};
pub use update::{RawUpdate, Sender};
pub use uuid::Uuid;

#[cfg(test)]
mod layers;
