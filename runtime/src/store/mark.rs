//! What a run notes for the next one, in case that it does not end well.

/// Something that a run notes for the next one, with a number; see [`Batch::marks`](super::Batch::marks).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Mark {
    /// A bot runs. Where a bot that starts finds this mark, the one before did not stop, but was killed or crashed.
    Running,
    /// The update of that id is being handled, for the time that the number says.
    Attempt(i64),
    /// All that is stored about the person of that id is to be erased.
    Erase(i64),
}

impl Mark {
    /// Its name in a store, and the update or the person that it is about, or 0.
    pub const fn to_stored(self) -> (&'static str, i64) {
        match self {
            Mark::Running => ("running", 0),
            Mark::Attempt(update) => ("attempt", update),
            Mark::Erase(person) => ("erase", person),
        }
    }

    /// The mark of that name.
    pub fn from_stored(name: &str, about: i64) -> Option<Self> {
        match name {
            "running" => Some(Mark::Running),
            "attempt" => Some(Mark::Attempt(about)),
            "erase" => Some(Mark::Erase(about)),
            _ => None,
        }
    }
}
