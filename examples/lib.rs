//! Complete bots, one file each. Run one with `cargo run --example NAME`; without a token it opens a conversation.
//!
//! - `put_get`: values that people put away and look up by key.
//! - `chat_settings`: settings of each chat, which stay when a group becomes a supergroup.
//! - `poll`: polls with buttons, whose messages change with every vote.
//! - `counter`: counters for people, chats and the bot, and what happens when a handler fails.
