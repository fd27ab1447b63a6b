//! The page as people use it: a real browser, real clicks and keys, the playgrounds of real bots.
//!
//! Without a browser the tests say so and pass; where `CI` is set, they fail.
#![allow(clippy::unwrap_used)] // All of it is tests and their tools.

mod browser;
mod contents;
mod conversations;
mod driver;
mod groups;
mod looks;
mod operations;
mod playground;
mod surveys;
