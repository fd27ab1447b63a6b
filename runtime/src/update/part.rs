//! The parts of an update that a handler can need, and which ones an update has.

/// A part of an update that a handler can borrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Part {
    /// The update as teloxide-core reads it.
    Update,
    /// The message.
    Message,
    /// The chat.
    Chat,
    /// The person who speaks.
    User,
    /// Who speaks, a person or a chat.
    Sender,
    /// A text or a caption.
    Text,
    /// The record of who speaks.
    UserRecord,
    /// The chat's record.
    ChatRecord,
    /// The record of who speaks in this chat.
    MemberRecord,
    /// The forum topic's record.
    TopicRecord,
    /// The failure that an `#[on_error]` handler is called for.
    Failure,
    /// A pressed button, as teloxide-core reads it.
    CallbackQuery,
    /// The update as Telegram sent it.
    Raw,
    /// The move that an `#[on_migrate]` handler is called for.
    Migration,
}

/// A set of [`Part`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts(u16);

impl Parts {
    /// The empty set.
    pub const NONE: Parts = Parts(0);

    /// The set with one part more.
    #[must_use]
    pub const fn with(self, part: Part) -> Parts {
        Parts(self.0 | 1 << part as u8)
    }

    /// The set with one part more, if `present`.
    #[must_use]
    pub const fn with_if(self, part: Part, present: bool) -> Parts {
        if present { self.with(part) } else { self }
    }

    /// The set without that part.
    #[must_use]
    pub const fn without(self, part: Part) -> Parts {
        Parts(self.0 & !(1 << part as u8))
    }

    /// Whether the part is in the set.
    pub const fn has(self, part: Part) -> bool {
        self.0 & (1 << part as u8) != 0
    }

    /// Whether all parts of the other set are in this one.
    pub const fn covers(self, other: Parts) -> bool {
        self.0 & other.0 == other.0
    }
}
