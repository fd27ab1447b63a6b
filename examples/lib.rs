//! Complete bots, one file each. Run one with `cargo run --example NAME`; without a token it opens a conversation.
//!
//! - `put_get`: values that people put away and look up by key.
//! - `chat_settings`: settings of each chat, which stay when a group becomes a supergroup.
//! - `poll`: polls with buttons, whose messages change with every vote.
//! - `remind`: reminders that outlive a restart, and something that runs every hour.
//! - `counter`: counters for people, chats and the bot, and what happens when a handler fails.
//! - `admin`: administrators who ban and mute, and members whose links are counted.
//! - `inline`: inline mode: a text in several styles, in any chat.
//! - `album`: photos that come back as an album, and a list of them as a file.
//! - `shop`: invoices, payments, orders and refunds.
//! - `greeter`: people who join, leave and ask to be let in.
