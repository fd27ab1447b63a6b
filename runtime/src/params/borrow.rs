//! The static description of a by-reference parameter.

use std::any::TypeId;

use crate::data::{MergeJson, ReadRecord};
use crate::store::Scope;
use crate::update::{Arrived, Fields, Part, parts_of};

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
    /// Something that a message holds.
    Content(Content),
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

/// Something that a message holds.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    /// The fields that it can stand in.
    pub of: Fields,
    /// Whether a message has it, in a form that can be lent.
    pub is_there: fn(Arrived<'_>) -> bool,
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
    /// Tries to read a record.
    pub read: ReadRecord,
}

/// What can come with a text or a caption.
const WITH_TEXT: Fields = Fields::of(&[
    "text",
    "animation",
    "audio",
    "document",
    "live_photo",
    "paid_media",
    "photo",
    "video",
    "voice",
]);

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

    /// Whether a timer has it: there is neither a message nor a press.
    pub const fn is_in_timers(&self) -> bool {
        match self.part() {
            None => true,
            Some(Part::TopicRecord) => self.optional,
            Some(part) => matches!(part, Part::UserRecord | Part::ChatRecord | Part::MemberRecord),
        }
    }

    /// Whether each update that a survey takes has it, be it a message or a press.
    pub const fn is_in_surveys(&self) -> bool {
        match self.part() {
            None => true,
            Some(part) => {
                let certain = matches!(
                    part,
                    Part::UserRecord
                        | Part::ChatRecord
                        | Part::MemberRecord
                        | Part::User
                        | Part::Chat
                        | Part::Sender
                        | Part::Update
                        | Part::Raw
                );
                certain || (self.optional && matches!(part, Part::TopicRecord))
            }
        }
    }

    /// Whether an update of the kind with that name may have it.
    pub const fn is_in(&self, kind: &str) -> bool {
        match self.part() {
            Some(part) => parts_of(kind).has(part),
            None => true,
        }
    }

    /// Whether a message that holds one of those contents may have it: all of them, if it is required.
    pub const fn is_in_contents(&self, contents: Fields) -> bool {
        let of = match self.need {
            Need::Content(Content { of, .. }) => of,
            Need::Part(Part::Poll) => Fields::of(&["poll"]),
            Need::Part(Part::Text) => WITH_TEXT,
            _ => return true,
        };
        if self.optional { of.has_any(contents) } else { of.covers(contents) }
    }

    /// Whether the update has this, if it is something that a message holds and required.
    pub(crate) fn fits(&self, arrived: Arrived<'_>) -> bool {
        match self.need {
            Need::Content(Content { is_there, .. }) => self.optional || is_there(arrived),
            _ => true,
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
            Need::Content(_) => Some(Part::Message),
            Need::State { .. } | Need::Always => None,
        }
    }
}
