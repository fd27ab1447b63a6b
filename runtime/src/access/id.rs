//! Ids of people and chats, in all the types that they come in.

use teloxide_core::types::{ChatId, UserId};

/// The id of a person or a chat: a number, a [`ChatId`] or a [`UserId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Id(pub(super) i64);

impl From<i64> for Id {
    fn from(id: i64) -> Self {
        Id(id)
    }
}

impl From<ChatId> for Id {
    fn from(id: ChatId) -> Self {
        Id(id.0)
    }
}

impl From<UserId> for Id {
    /// Telegram's ids of users have 52 bits at most.
    fn from(id: UserId) -> Self {
        Id(id.0.cast_signed())
    }
}
