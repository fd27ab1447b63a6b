//! The emulator from outside: everything here goes over real HTTP.
#![allow(clippy::unwrap_used)] // All of it is tests and their tools.

mod bot;
mod business;
mod discussions;
mod edits;
mod extras;
mod faults;
mod formatting;
mod forms;
mod hook;
mod inline;
mod invites;
mod keyboards;
mod media;
mod members;
mod messages;
mod methods;
mod nonsense;
mod opinions;
mod payments;
mod pipes;
mod presses;
mod settings;
mod stickers;
mod topics;
mod updates;
mod upgrades;
mod webhooks;
