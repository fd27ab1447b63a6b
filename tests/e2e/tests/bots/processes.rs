//! Bots as programs: how they start, run, and end.

mod chat_settings;
mod counter;
mod playground;
mod poll;
mod put_get;
mod start;
mod stop;
mod token;
mod trouble;
