//! The emulator from outside: everything here goes over real HTTP.
#![allow(clippy::unwrap_used)] // All of it is tests and their tools.

mod bot;
mod faults;
mod forms;
mod members;
mod messages;
mod presses;
mod updates;
mod upgrades;
