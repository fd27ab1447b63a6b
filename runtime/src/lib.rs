//! Telegram bots that remember.
//!
//! A bot author writes plain functions. An attribute says *when* each runs, its parameters say *what it needs*, its
//! return value is *what the bot answers*. Every user, chat and bot has a pouch of typed data, and handlers borrow
//! from it.
//!
//! ```no_run
//! use pouch::prelude::*;
//!
//! /// What a user has put away.
//! #[user_data]
//! #[derive(Default)]
//! struct Shelf {
//!     values: HashMap<Uuid, String>,
//! }
//!
//! /// Store a value and get its key
//! #[command("put")]
//! fn put(shelf: &mut Shelf, value: String) -> Uuid {
//!     let key = Uuid::new_v4();
//!     shelf.values.insert(key, value);
//!     key
//! }
//!
//! /// Look a value up by its key
//! #[command("get")]
//! fn get(shelf: &Shelf, key: Uuid) -> &str {
//!     shelf.values.get(&key).map_or("Not found", String::as_str)
//! }
//!
//! #[tokio::main]
//! async fn main() -> pouch::Result<()> {
//!     App::new(handlers![put, get]).run().await
//! }
//! ```
//!
//! # The three rules of a handler
//!
//! 1. **By reference: what the bot knows.** `&T` lends, `&mut T` lets the handler change it.
//!    - `T` with [`#[user_data]`](user_data), [`#[chat_data]`](chat_data), [`#[bot_data]`](bot_data),
//!      [`#[member_data]`](member_data) (a person in a chat) or [`#[topic_data]`](topic_data) (a forum topic): the record
//!      of the update's own user, chat, bot, member, topic. Who has none has the default.
//!    - what arrived: `&str` (the text or caption), [`Message`](types::Message), [`User`](types::User),
//!      [`Chat`](types::Chat), [`Sender`], [`CallbackQuery`](types::CallbackQuery), [`Update`](types::Update),
//!      [`RawUpdate`], and with [`#[on(kind)]`](on) teloxide-core's type of that kind of update.
//!    - what the application has: [`Bot`](teloxide_core::Bot), and every value given to [`App::state`].
//!
//!    `Option<&T>` and `Option<&mut T>` where the update may lack it. Without the `Option`, a handler whose part is
//!    missing is passed over, and the next one is tried.
//! 2. **By value: what the person typed** behind a command, as any type with [`FromArg`]. What can't be read is answered
//!    with the usage line, what was expected and what was got; the handler does not run. **Or what they pressed**: the
//!    fields of a button, as any type with [`ButtonField`].
//! 3. **Returned: what the bot answers**, any type with [`IntoReply`]. An `Err` rolls everything back.
//!
//! # One update, one transaction
//!
//! What a handler changed, what it returned and the fact that its update is done become durable together, or not at
//! all. Answers are sent, and the update is confirmed to Telegram, when that has happened. Handlers run concurrently,
//! and the outcome is what running them one at a time would have given.
//!
//! A call that a handler makes itself on `&Bot` happens at once, outside the transaction; a handler that fails
//! afterwards does not take it back.
//!
//! # Groups that become supergroups
//!
//! Telegram gives such a group a new id. Everything that Pouch keeps for the chat moves along as one transaction, before
//! the next update of either id is handled: its records, its members' and topics' records, and answers that were not
//! sent yet. Whatever comes under the old id later finds them, be it an update, the press of an old button, or
//! [`DataStore::chat`]. What you keep ids in yourself is for [`#[on_migrate]`](on_migrate), and calls that you make on
//! `&Bot` are for [`Migrations::follow`]. Where both ids have a record by then, [`#[chat_data]`](chat_data) says what
//! becomes of them.
//!
//! # Types inside your data
//!
//! The data attributes derive what serde needs for the type itself. For types inside it, derive with the serde in here:
//!
//! ```
//! use pouch::serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! #[serde(crate = "pouch::serde")]
//! enum Color {
//!     Red,
//!     Green,
//! }
//! ```
//!
//! # Map of the crate
//!
//! [`App`] runs [`handlers!`]. [`prelude`] has what a bot's source needs. [`Reply`] is a message with more to it than
//! text, a [`Button`] what [`#[callback]`](callback) functions handle, [`say!`] an error for the person, [`HandlerError`] what `#[on_error]` handlers see. [`store`] is where records
//! are kept. [`types`] are teloxide-core's. [`serde`], [`teloxide_core`]
//! and [`tracing`] are re-exported, so that a bot's Cargo.toml needs only `pouch` and `tokio`.

// What the attributes generate names the crate as its users do.
#[cfg(test)]
extern crate self as pouch;

mod access;
mod app;
mod args;
mod backoff;
mod button;
mod chats;
mod choice;
#[cfg(feature = "cli")]
mod cli;
mod clock;
mod data;
mod dispatch;
mod error;
mod failure;
mod filter;
pub mod filters;
pub mod guards;
mod handler;
mod health;
mod log;
mod metrics;
mod migrations;
#[cfg(feature = "observe")]
mod monitor;
mod outbox;
mod params;
#[cfg(feature = "playground")]
mod playground;
mod poller;
pub mod prelude;
mod reply;
#[cfg(any(feature = "playground", feature = "testing"))]
mod round;
mod router;
#[cfg(any(feature = "webhook", feature = "observe"))]
mod serve;
mod settings;
mod stop;
pub mod store;
pub mod survey;
mod telegram;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
mod timer;
mod until;
mod update;
mod upload;
#[cfg(feature = "webhook")]
mod webhook;
mod zone;

#[doc(hidden)]
pub mod __private;

pub use access::{AccessError, All, DataStore, DeadLetters, Id, RecordOf, Retried};
pub use app::{App, Routes, StoreCheck};
pub use args::{BadArg, FromArg, Parsed};
pub use button::{Button, ButtonField, DeepLink, LinkTooLong};
pub use choice::Choice;
/// A date as an argument, such as `2026-12-31`.
pub use chrono::NaiveDate as Date;
/// A time of day as an argument, such as `18:30`.
pub use chrono::NaiveTime as Time;
/// A day of the week, for a [`Schedule`].
pub use chrono::Weekday;
pub use data::{AsKey, Data, Map, MapEntry, MapIntoIter, MapIter, MapKey, RecordError};
pub use error::{Error, Result};
pub use failure::{BoxError, HandlerError, UserError};
pub use filter::Filter;
pub use handler::Handlers;
pub use migrations::{Addressed, Migrations};
#[cfg(feature = "observe")]
pub use monitor::Monitor;
pub use outbox::{Rate, RateLimits};
pub use params::{Administrators, Handled, Typing, Username};
pub use pouch_macros::{
    Choice, Section, Survey, after, before, bot_data, callback, chat_data, command, every, guard,
    member_data, message, on, on_error, on_migrate, on_start, on_stop, survey_done, timer, topic_data,
    user_data,
};
pub use reply::{
    Alert, Call, Checkout, Delete, Edit, Erase, File, InlineAnswer, InlineResult, IntoReply, Key, Keyboard,
    Media, OpenUrl, Pass, Price, React, Reply, Shipping, Text, Toast, escape_html, escape_markdown,
};
pub use serde;
pub use serde_json;
pub use store::Scope;
pub use survey::{Section, Survey};
pub use teloxide_core::{self, types};
pub use timer::{CancelTimer, PendingTimer, Schedule, Timer, TimerArg, Timers};
pub use tracing;
pub use update::{Arrived, Migration, MigrationSource, RawUpdate, Sender};
pub use uuid::Uuid;
#[cfg(feature = "webhook")]
pub use webhook::Webhook;
pub use zone::Zone;

#[cfg(test)]
mod layers;

/// The code on the page about surveys, tried as the examples in here are.
#[cfg(doctest)]
#[doc = include_str!("../../docs/surveys.md")]
struct SurveysPage;

/// The code on the page about failures.
#[cfg(doctest)]
#[doc = include_str!("../../docs/failures.md")]
struct FailuresPage;

/// The code on the page about attributes, tried likewise.
#[cfg(doctest)]
#[doc = include_str!("../../docs/attributes.md")]
struct AttributesPage;

/// The same of the page about running a bot.
#[cfg(all(doctest, feature = "webhook", feature = "prometheus"))]
#[doc = include_str!("../../docs/operations.md")]
struct OperationsPage;
