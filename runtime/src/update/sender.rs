//! Who speaks in an update: a person or a chat.

use teloxide_core::types::{Chat, User};

/// Who speaks: a person, or a chat on whose behalf somebody writes.
///
/// Telegram writes one and the same user id for all anonymous admins, another for everybody who writes as a
/// channel. A `Sender` is never one of those; it is the chat that really speaks.
#[derive(Clone, Debug, PartialEq)]
pub enum Sender {
    /// A person, or another bot.
    User(User),
    /// A channel, or the group itself for an anonymous admin.
    Chat(Chat),
}

impl Sender {
    /// The id of the person (positive) or the chat (negative).
    pub fn id(&self) -> i64 {
        match self {
            Sender::User(user) => user.id.0.cast_signed(),
            Sender::Chat(chat) => chat.id.0,
        }
    }

    /// What to call them: the person's full name, or the chat's title.
    pub fn name(&self) -> String {
        match self {
            Sender::User(user) => user.full_name(),
            Sender::Chat(chat) => chat.title().unwrap_or_default().to_owned(),
        }
    }
}
