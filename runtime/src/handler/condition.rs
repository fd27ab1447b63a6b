//! What else than its kind and its parts must hold of an update for a handler to run.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::pattern::Pattern;
use crate::text::equal;
use crate::update::{Arrived, Fields, Incoming};

/// What else must hold of an update for a handler to run.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// The message holds one of these; anything where there are none.
    pub contents: Fields,
    /// The regular expression that the text must match.
    pub pattern: Option<fn() -> &'static Pattern>,
    /// The pattern, its fields and the filter as they were written, and where: alike only for handlers that would run
    /// for the same updates. Empty where there are none.
    pub written: &'static str,
    /// Whether pattern and filter hold.
    pub accepts: Option<fn(Arrived<'_>) -> bool>,
}

impl Condition {
    /// None at all.
    pub const NONE: Condition =
        Condition { contents: Fields::NONE, pattern: None, written: "", accepts: None };

    /// Whether it holds of the update.
    pub(super) fn holds(&self, incoming: &Incoming, handler: &'static str) -> bool {
        if !self.contents.is_empty() && !incoming.fields().has_any(self.contents) {
            return false;
        }
        self.accepts.is_none_or(|accepts| is_accepted(accepts, incoming, handler))
    }

    /// Whether it holds wherever the other one does.
    pub(super) const fn covers(&self, other: &Condition) -> bool {
        let takes_contents =
            self.contents.is_empty() || (!other.contents.is_empty() && self.contents.covers(other.contents));
        takes_contents && (self.written.is_empty() || equal(self.written, other.written))
    }
}

/// Whether a filter accepts the update. Where it panics it does, so that its handler runs, which is to fail then.
pub(super) fn is_accepted(
    filter: fn(Arrived<'_>) -> bool,
    incoming: &Incoming,
    handler: &'static str,
) -> bool {
    let accepted = catch_unwind(AssertUnwindSafe(|| filter(Arrived(incoming))));
    accepted.unwrap_or_else(|panic| {
        incoming.blame(handler, format!("in its filter: {}", said(&*panic)));
        true
    })
}

fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn condition(contents: &[&str], written: &'static str) -> Condition {
        Condition { contents: Fields::of(contents), written, ..Condition::NONE }
    }

    #[test]
    fn a_condition_covers_those_that_ask_for_no_less() {
        let (any, media) = (Condition::NONE, condition(&["photo", "video"], ""));
        assert!(any.covers(&media) && media.covers(&condition(&["video"], "x")) && media.covers(&media));
        assert!(!media.covers(&any) && !media.covers(&condition(&["video", "text"], "")));
        let filtered = condition(&[], "x");
        assert!(filtered.covers(&condition(&["text"], "x")) && any.covers(&filtered));
        assert!(!filtered.covers(&any) && !filtered.covers(&condition(&[], "y")));
    }
}
