//! The test kit: bots in a test, and that what goes wrong there fails it.

mod failures;
mod lives;
mod notes;
mod transcripts;
