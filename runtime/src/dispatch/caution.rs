//! After a run that did not end well: which update was it that killed the bot?
//!
//! What was being handled when a process died comes again after the next start. So the first updates after such an end
//! are handled one at a time, each with a durable mark before. The update that kills the process collects marks; others
//! don't, since nothing else runs beside it. In normal running nothing is marked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tracing::warn;

use super::committer::Committer;
use super::transaction::Settled;
use crate::store::Mark;

/// How many updates are handled with caution beside the parked ones: as many as a run can have had under way.
const CAUTIOUS: usize = 100;

/// With how many marks an update is set aside.
const ENOUGH: u32 = 2;

/// How long an update that may be the killer waits. Who kills the process from outside, again and again, hits an
/// innocent update hardly ever twice, if most of a short life goes by without it.
const SUSPENSE: Duration = Duration::from_secs(1);

/// How long the others wait for one update: a slow handler is no killer.
const ALONE: Duration = Duration::from_secs(10);

/// Which updates are to be handled with caution.
pub(crate) struct Caution {
    /// How many more.
    left: AtomicUsize,
    /// How often each was being handled when a process died, or is now.
    attempts: Mutex<BTreeMap<i64, u32>>,
    one: Arc<Semaphore>,
    /// How many wait for their turn to be alone.
    waiting: AtomicUsize,
    was_running: bool,
}

/// How to handle an update.
pub(super) enum Advice {
    /// Like any other.
    Go,
    /// Alone, with that many marks.
    Mark(u32),
    /// Not at all: it has killed the process.
    SetAside,
}

impl Caution {
    /// What the marks of the run before say, which has parked so many updates.
    pub(crate) fn new(marks: Vec<(Mark, u32)>, parked: usize) -> Self {
        let (mut attempts, mut was_running) = (BTreeMap::new(), false);
        for (mark, number) in marks {
            match mark {
                Mark::Running => was_running = true,
                Mark::Attempt(update) => _ = attempts.insert(update, number),
                Mark::Erase(_) => (),
            }
        }
        if was_running {
            warn!(
                "the bot did not stop, but was killed or crashed; what comes again is handled one at a time"
            );
        }
        let left = AtomicUsize::new(if was_running { CAUTIOUS + parked } else { 0 });
        let (attempts, one, waiting) =
            (Mutex::new(attempts), Arc::new(Semaphore::new(1)), AtomicUsize::new(0));
        Caution { left, attempts, one, waiting, was_running }
    }

    /// Notes that a bot runs, durably.
    pub(crate) async fn begin(&self, committer: &Committer) {
        if !self.was_running {
            mark(committer, vec![(Mark::Running, 1)]).await;
        }
    }

    /// Notes that the bot has stopped, and has killed nobody.
    pub(crate) fn end(&self, committer: &Committer) {
        let attempts = std::mem::take(&mut *self.attempts());
        let marks = attempts.into_keys().map(Mark::Attempt).chain([Mark::Running]);
        let marks = marks.map(|mark| (mark, 0)).collect();
        committer.commit(None, Settled { marks, ..Settled::default() });
    }

    /// Says that all that the run before had under way has come again.
    pub(crate) fn relax(&self) {
        self.left.store(0, Ordering::Relaxed);
    }

    /// Whether updates wait for each other that otherwise would not.
    pub(super) fn is_under_way(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }

    /// How to handle that update, which has just arrived.
    pub(super) fn advise(&self, update: i64) -> Advice {
        let less = |left: usize| left.checked_sub(1);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_err() {
            return Advice::Go;
        }
        self.weigh(update)
    }

    /// How to handle what an update has left in the store, since it was kept for later.
    pub(super) fn advise_left_over(&self, update: i64) -> Advice {
        if self.was_running { self.weigh(update) } else { Advice::Go }
    }

    fn weigh(&self, update: i64) -> Advice {
        match self.attempts().get(&update) {
            Some(&marks) if marks >= ENOUGH => Advice::SetAside,
            marks => {
                self.waiting.fetch_add(1, Ordering::Relaxed);
                Advice::Mark(marks.map_or(1, |marks| marks + 1))
            }
        }
    }

    /// What is to be committed besides when the update is done, or set aside.
    pub(super) fn unmark(&self, update: i64) -> Vec<(Mark, u32)> {
        self.attempts().remove(&update);
        vec![(Mark::Attempt(update), 0)]
    }

    /// Does an update's work alone, when its mark is durable.
    pub(super) async fn alone(
        &self,
        committer: &Committer,
        (update, number): (i64, u32),
        work: impl Future<Output = Settled>,
    ) -> Settled {
        if number > 1 {
            warn!(update, "the bot died while it handled this update; trying once more");
            sleep(SUSPENSE).await;
        }
        let turn = self.one.acquire().await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        self.attempts().insert(update, number);
        mark(committer, vec![(Mark::Attempt(update), number)]).await;
        let mut work = std::pin::pin!(work);
        let settled = timeout(ALONE, &mut work).await;
        drop(turn);
        let mut settled = match settled {
            Ok(settled) => settled,
            Err(_) => work.await,
        };
        settled.marks.extend(self.unmark(update));
        settled
    }

    fn attempts(&self) -> MutexGuard<'_, BTreeMap<i64, u32>> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sets marks, durably.
async fn mark(committer: &Committer, marks: Vec<(Mark, u32)>) {
    committer.commit(None, Settled { marks, ..Settled::default() });
    committer.flush().await;
}
