//! Whole bots against the emulator: through real HTTP, the real poller and a real store file.
//!
//! The bots of most tests run in the test's process; those of `processes`, `crash` and `migration` are programs.
#![allow(clippy::unwrap_used)] // All of it is tests and their tools.
#![allow(clippy::needless_pass_by_value)] // Handlers take by value what people typed.

mod albums;
mod arrival;
mod buttons;
mod clock;
mod commands;
mod composition;
mod concurrency;
mod confirmation;
mod course;
mod crash;
mod dead_letters;
mod failures;
mod kit;
mod limits;
mod maps;
mod matching;
mod messages;
mod migration;
mod monitor;
mod people;
mod processes;
mod records;
mod replies;
mod sending;
mod soak;
mod support;
mod surveys;
mod timers;
mod updates;
mod upgrades;
mod webhook;
