//! What could not be kept where it belongs, and must not vanish.

use std::time::SystemTime;

use uuid::Uuid;

/// Something that was set aside, whole, for a person to look at.
///
/// [`DataStore::dead_letters`](crate::DataStore::dead_letters) lists, retries and drops them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadLetter {
    /// Tells one letter from all others.
    pub id: Uuid,
    /// When it was set aside, in seconds since 1970.
    pub at: i64,
    /// What is in it.
    pub kind: DeadLetterKind,
    /// What it is, such as ``update 77 for bot::order`` or ``Settings of chat -1005``.
    pub subject: String,
    /// Why it was set aside.
    pub reason: String,
    /// What was set aside, as JSON text.
    pub json: String,
    /// Whether somebody wants it to be retried by the bot that starts next.
    pub is_due: bool,
}

/// What a dead letter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeadLetterKind {
    /// A record that a group's [migration](crate::Migration) found in its place; see
    /// [`chat_data`](macro@crate::chat_data). It can't be retried.
    Record,
    /// An update whose handler failed, or that killed the process. It can be retried.
    Update,
    /// A [timer](crate::timer) whose function failed, or is not there any more. It can be retried.
    Timer,
}

/// A change of a letter that is there already. Of one that is not, it changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LetterChange {
    /// It is to be retried by the bot that starts next.
    Retry(Uuid),
    /// It is not to be retried, whoever wanted it.
    Keep(Uuid),
    /// It is not needed any more.
    Drop(Uuid),
}

impl DeadLetter {
    /// A record that is set aside now.
    pub fn new(subject: impl Into<String>, reason: impl Into<String>, json: impl Into<String>) -> Self {
        let at = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        DeadLetter {
            id: Uuid::new_v4(),
            at: at.cast_signed(),
            kind: DeadLetterKind::Record,
            subject: subject.into(),
            reason: reason.into(),
            json: json.into(),
            is_due: false,
        }
    }

    /// An update that is set aside now.
    pub fn of_update(subject: impl Into<String>, reason: impl Into<String>, json: impl Into<String>) -> Self {
        DeadLetter { kind: DeadLetterKind::Update, ..DeadLetter::new(subject, reason, json) }
    }

    /// A timer that is set aside now.
    pub fn of_timer(subject: impl Into<String>, reason: impl Into<String>, json: impl Into<String>) -> Self {
        DeadLetter { kind: DeadLetterKind::Timer, ..DeadLetter::new(subject, reason, json) }
    }
}

impl DeadLetterKind {
    /// Whether what it holds can run once more.
    pub const fn can_be_retried(self) -> bool {
        !matches!(self, DeadLetterKind::Record)
    }

    /// All kinds.
    const ALL: [DeadLetterKind; 3] = [DeadLetterKind::Record, DeadLetterKind::Update, DeadLetterKind::Timer];

    /// Its name in a store.
    pub const fn name(self) -> &'static str {
        match self {
            DeadLetterKind::Record => "record",
            DeadLetterKind::Update => "update",
            DeadLetterKind::Timer => "timer",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl LetterChange {
    /// The letter that it changes.
    pub const fn letter(self) -> Uuid {
        match self {
            LetterChange::Retry(id) | LetterChange::Keep(id) | LetterChange::Drop(id) => id,
        }
    }
}
