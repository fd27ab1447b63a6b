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
}

impl Selection {
    /// Whether it has that record.
    pub fn has(&self, key: &RecordKey) -> bool {
        match self {
            Selection::Owner(id) => key.scope != Scope::Bot && key.owner.id == *id,
            Selection::Type(scope, name) => key.scope == *scope && key.name == *name,
        }
    }
}
