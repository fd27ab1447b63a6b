//! Which records to list.

use super::{RecordKey, Scope};

/// Which records [`Store::list`](super::Store::list) reads.
///
/// Until version 1.0 there may be more; a store of your own has to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All records whose owner has this id: a person's own, or a chat's with those of its members and topics.
    /// Records of the bot have no owner.
    Owner(i64),
    /// All records of one type: of this scope and this stored name.
    Type(Scope, String),
    /// All records about one person: their own, those that they have as members of chats, and those of their private
    /// chat with the bot. For a chat that speaks as a person, these are what it has as a person.
    Person(i64),
    /// All records.
    All,
}

impl Selection {
    /// Whether it has that record.
    pub fn has(&self, key: &RecordKey) -> bool {
        match self {
            Selection::Owner(id) => key.scope != Scope::Bot && key.owner.id == *id,
            Selection::Type(scope, name) => key.scope == *scope && key.name == *name,
            Selection::Person(id) => match key.scope {
                Scope::Bot => false,
                Scope::User => key.owner.id == *id,
                Scope::Member if key.owner.part == *id => true,
                // A private chat has the id of its person; a group has none of a person.
                Scope::Chat | Scope::Member | Scope::Topic => *id > 0 && key.owner.id == *id,
            },
            Selection::All => true,
        }
    }
}
