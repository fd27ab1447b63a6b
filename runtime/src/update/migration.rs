//! A group's move to a supergroup, as a handler sees it.

use teloxide_core::types::ChatId;

/// A group that became a supergroup, and got a new id with it.
///
/// Telegram tells of it in up to three ways, in any order, and may leave any of them out or repeat it. `#[on_migrate]`
/// runs once for each group, with the first news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Migration {
    /// The id under which the bot knew the group until now.
    pub old: ChatId,
    /// The supergroup's id, under which all data of the chat is from now on.
    pub new: ChatId,
    /// What brought the news.
    pub source: MigrationSource,
}

/// What brought the news of a [`Migration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MigrationSource {
    /// The service message in the old group, with `migrate_to_chat_id`.
    OldGroup,
    /// The service message in the new supergroup, with `migrate_from_chat_id`.
    NewSupergroup,
    /// The answer to something that the bot sent to the old id.
    SendError,
}

impl Migration {
    pub(crate) const fn new(old: i64, new: i64, source: MigrationSource) -> Self {
        Migration { old: ChatId(old), new: ChatId(new), source }
    }
}
