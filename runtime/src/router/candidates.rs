//! The handlers that an update may be for, where more is to be looked at than the update itself.

use std::sync::Arc;

use crate::handler::{Entry, Trigger};

/// The handlers that an update may be for, in order. Each but the last can leave it to those behind it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Candidates {
    /// Most updates have one, which then takes no allocation.
    first: Option<Entry>,
    others: Vec<Entry>,
    /// Surveys that ask their question again, if what the others do changes the person's language.
    pub(crate) asking: Vec<Entry>,
    /// What is said if none takes it.
    pub(crate) otherwise: Option<Arc<str>>,
    /// What is said instead to who administers the group.
    pub(crate) for_admins: Option<Arc<str>>,
}

impl Candidates {
    /// A single one, with surveys that may ask again.
    pub(super) fn one(entry: Entry, asking: Vec<Entry>) -> Self {
        Candidates { first: Some(entry), asking, ..Candidates::default() }
    }

    /// Adds one at the end.
    pub(super) fn push(&mut self, entry: Entry) {
        match self.first {
            None => self.first = Some(entry),
            Some(_) => self.others.push(entry),
        }
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.first.iter().chain(&self.others)
    }

    /// All that may run, in whichever order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Entry> {
        self.iter().chain(&self.asking)
    }

    /// Whether one of them is for albums as a whole.
    pub(crate) fn has_album(&self) -> bool {
        self.iter().any(|entry| entry.route.trigger == Trigger::Album)
    }

    /// The handler, if there is just one and nothing to say without it.
    pub(crate) fn only(&self) -> Option<&Entry> {
        let is_only = self.others.is_empty() && self.asking.is_empty() && self.otherwise.is_none();
        self.first.as_ref().filter(|_| is_only)
    }

    /// Whether nothing comes of the update.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none() && self.otherwise.is_none() && self.for_admins.is_none()
    }
}
