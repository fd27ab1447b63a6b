//! The journal: everything that happens, numbered, for whoever watches from outside.

mod book;
mod happening;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use self::book::Book;
pub(crate) use self::{book::Pages, happening::Happening};

/// A handle of one emulator's journal. Clones write into the same one.
#[derive(Clone, Default)]
pub(crate) struct Journal(Arc<Inner>);

#[derive(Default)]
struct Inner {
    book: Mutex<Book>,
    /// The latest revision.
    latest: watch::Sender<u64>,
}

impl Journal {
    /// Notes what happened, under the next revision, and wakes who waits.
    pub(crate) fn note(&self, happening: &Happening) {
        let revision = self.book().add(happening);
        self.0.latest.send_replace(revision);
    }

    /// The revision of the latest entry; 0 before the first.
    pub(crate) fn revision(&self) -> u64 {
        *self.0.latest.borrow()
    }

    /// What happened after a revision, at most `limit` entries.
    pub(crate) fn since(&self, revision: u64, limit: usize) -> Pages {
        self.book().since(revision, limit)
    }

    /// Waits until there is an entry after this revision.
    pub(crate) async fn later_than(&self, revision: u64) {
        let mut latest = self.0.latest.subscribe();
        // The handle keeps the sender alive, so this cannot fail.
        let _ = latest.wait_for(|latest| *latest > revision).await;
    }

    /// Whoever panicked with the lock held left a whole book: an entry is added in one step.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Happening, Journal};

    fn typing() -> Happening {
        Happening::Action { chat_id: 1001, thread_id: None, action: "typing".to_owned() }
    }

    #[tokio::test]
    async fn entries_are_numbered_and_wake_who_waits_for_them() {
        let journal = Journal::default();
        let watcher = journal.clone();
        let waiting = tokio::spawn(async move { watcher.later_than(1).await });
        journal.note(&typing());
        journal.note(&typing());
        waiting.await.unwrap();
        assert_eq!(journal.revision(), 2);
        let pages = journal.since(1, 10);
        assert!(!pages.is_torn);
        let entry: serde_json::Value = serde_json::from_str(&pages.entries[0].json).unwrap();
        assert_eq!((&entry["revision"], &entry["kind"]), (&json!(2), &json!("action")));
    }

    #[test]
    fn a_reader_who_comes_too_late_for_old_entries_is_told_so() {
        let journal = Journal::default();
        for _ in 0..20_000 {
            journal.note(&typing());
        }
        let pages = journal.since(0, 10);
        assert!(pages.is_torn);
        assert_eq!(pages.entries.len(), 10);
        assert!(!journal.since(19_990, 100).is_torn);
        assert!(journal.since(20_001, 100).is_torn, "a revision of another journal");
    }
}
