//! How many updates and timers are set aside: the newest ones, up to a limit.

use std::collections::VecDeque;

use tracing::warn;
use uuid::Uuid;

use crate::store::{DeadLetter, LetterChange};

/// The updates and timers that are set aside in the store, the oldest first.
pub(crate) struct Letters {
    limit: usize,
    kept: VecDeque<(Uuid, String)>,
}

impl Letters {
    /// The updates and timers among those letters, which are the oldest first, and at most `limit` with those to come.
    pub(crate) fn new(limit: usize, kept: impl IntoIterator<Item = DeadLetter>) -> Self {
        let counted = kept.into_iter().filter(is_counted);
        Letters { limit, kept: counted.map(|letter| (letter.id, letter.subject)).collect() }
    }

    /// Makes room for new letters: the oldest ones are dropped, or the new ones, if none is to be kept.
    pub(super) fn keep(&mut self, new: &mut Vec<DeadLetter>, changes: &mut Vec<LetterChange>) {
        if new.is_empty() && changes.is_empty() {
            return;
        }
        for change in &*changes {
            if let LetterChange::Drop(id) = change {
                self.kept.retain(|(kept, _)| kept != id);
            }
        }
        if self.limit == 0 {
            return new.retain(|letter| !is_counted(letter));
        }
        let counted = new.iter().filter(|letter| is_counted(letter));
        self.kept.extend(counted.map(|letter| (letter.id, letter.subject.clone())));
        while self.kept.len() > self.limit
            && let Some((id, subject)) = self.kept.pop_front()
        {
            warn!(limit = self.limit, "too many dead letters; the oldest is dropped: {subject}");
            changes.push(LetterChange::Drop(id));
        }
    }
}

/// Records are kept whatever comes: they can't be had again.
fn is_counted(letter: &DeadLetter) -> bool {
    letter.kind.can_be_retried()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::DeadLetterKind;

    fn update(subject: &str) -> DeadLetter {
        DeadLetter::of_update(subject, "reason", "{}")
    }

    fn keep(letters: &mut Letters, new: &[DeadLetter]) -> (usize, Vec<LetterChange>) {
        let (mut new, mut changes) = (new.to_vec(), Vec::new());
        letters.keep(&mut new, &mut changes);
        (new.len(), changes)
    }

    #[test]
    fn the_oldest_update_makes_room_for_a_new_one() {
        let [old, next, new, other] = ["a", "b", "c", "d"].map(update);
        let next = DeadLetter { kind: DeadLetterKind::Timer, ..next };
        let mut letters = Letters::new(2, [old.clone(), next.clone()]);
        assert_eq!(keep(&mut letters, &[new]), (1, vec![LetterChange::Drop(old.id)]));
        letters.keep(&mut Vec::new(), &mut vec![LetterChange::Drop(next.id)]);
        assert_eq!(keep(&mut letters, &[other]), (1, Vec::new()));
    }

    #[test]
    fn records_are_never_dropped_and_count_for_nothing() {
        let record = || DeadLetter::new("a", "reason", "{}");
        let mut letters = Letters::new(1, [record(), record()]);
        assert_eq!(keep(&mut letters, &[record(), update("b"), record()]), (3, Vec::new()));
        let mut none = Letters::new(0, []);
        assert_eq!(keep(&mut none, &[record(), update("b")]), (1, Vec::new()));
    }
}
