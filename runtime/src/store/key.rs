//! Names of records: whose, and which.

use std::fmt;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whose data a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Scope {
    /// One record for each person (or chat that speaks as a person).
    User,
    /// One record for each chat.
    Chat,
    /// One record for the whole bot.
    Bot,
    /// One record for each person in each chat.
    Member,
    /// One record for each forum topic.
    Topic,
}

impl Scope {
    /// The scope's name, as stores and logs show it.
    pub const fn name(self) -> &'static str {
        match self {
            Scope::User => "user",
            Scope::Chat => "chat",
            Scope::Bot => "bot",
            Scope::Member => "member",
            Scope::Topic => "topic",
        }
    }

    /// The scope of that name.
    pub fn from_name(name: &str) -> Option<Scope> {
        [Scope::User, Scope::Chat, Scope::Bot, Scope::Member, Scope::Topic]
            .into_iter()
            .find(|scope| scope.name() == name)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The owner of a record, by Telegram's ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Owner {
    /// The user's or chat's id; 0 for the bot. A user record's owner is a chat where a chat speaks as a person.
    pub id: i64,
    /// For a member the user's id, for a topic its message thread id, else 0.
    pub part: i64,
}

impl Owner {
    /// The owner of bot-wide data.
    pub const BOT: Owner = Owner { id: 0, part: 0 };

    /// A user or a chat.
    pub const fn new(id: i64) -> Self {
        Owner { id, part: 0 }
    }

    /// A member (a user's id) or a topic (a thread's id) of a chat.
    pub const fn in_chat(chat: i64, part: i64) -> Self {
        Owner { id: chat, part }
    }
}

/// Names one record: its scope, its owner, and the stored name of its type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordKey {
    /// Whose data it is.
    pub scope: Scope,
    /// Whose record it is.
    pub owner: Owner,
    /// The stored name of the record's type.
    pub name: std::borrow::Cow<'static, str>,
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RecordKey { scope, owner, name } = self;
        match scope {
            Scope::Bot => write!(f, "{name} of the bot"),
            Scope::User | Scope::Chat => write!(f, "{name} of {scope} {}", owner.id),
            Scope::Member => write!(f, "{name} of user {} in chat {}", owner.part, owner.id),
            Scope::Topic => write!(f, "{name} of topic {} in chat {}", owner.part, owner.id),
        }
    }
}

/// Tells one state of a record from every other that it ever had.
///
/// Versions are random rather than counted: a record that was removed and made again must not come back to a
/// version that somebody still expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Version(i64);

impl Version {
    /// A version that no record has had before.
    pub fn fresh() -> Self {
        // Counted from a random start: each change needs one, and a random number is a call of the system.
        static NEXT: LazyLock<AtomicU64> = LazyLock::new(|| AtomicU64::new(Uuid::new_v4().as_u64_pair().0));
        Version((NEXT.fetch_add(2, Ordering::Relaxed) >> 1).cast_signed())
    }

    /// The version as stores keep it; never negative.
    pub const fn to_stored(self) -> i64 {
        self.0
    }

    /// The version that a store kept.
    pub const fn from_stored(stored: i64) -> Self {
        Version(stored)
    }
}
