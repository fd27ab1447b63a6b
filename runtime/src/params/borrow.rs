//! The static description of a by-reference parameter.

use std::any::TypeId;

use crate::data::MergeJson;
use crate::store::Scope;
use crate::update::{Part, parts_of};

/// A by-reference parameter.
#[derive(Clone, Copy, Debug)]
pub struct Borrow {
    /// What is lent.
    pub need: Need,
    /// Whether the handler may change it.
    pub mutable: bool,
    /// Whether the handler runs without it, too.
    pub optional: bool,
}

/// What a by-reference parameter stands for.
#[derive(Clone, Copy, Debug)]
pub enum Need {
    /// A record.
    Record(RecordType),
    /// A part of what arrived.
    Part(Part),
    /// A value given to `App::state`.
    State {
        /// The type's id.
        id: fn() -> TypeId,
        /// The type's name.
        name: fn() -> &'static str,
    },
    /// Something that is always there.
    Always,
}

/// A type of data, as the checks over a bot's handlers see it.
#[derive(Clone, Copy, Debug)]
pub struct RecordType {
    /// Whose data it is.
    pub scope: Scope,
    /// The stored name.
    pub name: &'static str,
    /// The type's path.
    pub path: &'static str,
    /// How two records become one when a group becomes a supergroup.
    pub merge: Option<MergeJson>,
}

impl Borrow {
    /// Lent for reading, and required.
    pub const fn of(need: Need) -> Self {
        Borrow { need, mutable: false, optional: false }
    }

    /// Lent for changing.
    #[must_use]
    pub const fn mutable(self) -> Self {
        Borrow { mutable: true, ..self }
    }

    /// Lent if it is there.
    #[must_use]
    pub const fn optional(self) -> Self {
        Borrow { optional: true, ..self }
    }

    /// Whether a group's move has it: the bot may learn of one without any update.
    pub const fn is_in_migrations(&self) -> bool {
        matches!(self.part(), None | Some(Part::Migration | Part::ChatRecord))
    }

    /// Whether it is there without any update.
    pub const fn is_without_updates(&self) -> bool {
        self.part().is_none()
    }

    /// Whether an update of the kind with that name may have it.
    pub const fn is_in(&self, kind: &str) -> bool {
        match self.part() {
            Some(part) => parts_of(kind).has(part),
            None => true,
        }
    }

    /// The part that an update must have for this.
    pub(crate) const fn part(&self) -> Option<Part> {
        match self.need {
            Need::Part(part) => Some(part),
            Need::Record(RecordType { scope, .. }) => match scope {
                Scope::User => Some(Part::UserRecord),
                Scope::Chat => Some(Part::ChatRecord),
                Scope::Member => Some(Part::MemberRecord),
                Scope::Topic => Some(Part::TopicRecord),
                Scope::Bot => None,
            },
            Need::State { .. } | Need::Always => None,
        }
    }
}
