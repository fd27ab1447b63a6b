//! Complete bots, one file each. Run one with `cargo run --example NAME`; without a token it opens a conversation.
//!
//! - `put_get`: values that people put away and look up by key.
//! - `counter`: counters for people, chats and the bot, and what happens when a handler fails.
