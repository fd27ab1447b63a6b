//! Which updates are known, and which may be confirmed to Telegram.
//!
//! `getUpdates` with an offset confirms every update below it, so the offset never passes an update whose
//! transaction is not durable. Known updates are recognised by their ids, not by being lower than the last one:
//! after a week without updates Telegram starts again anywhere.

#[cfg(feature = "webhook")]
use std::collections::HashMap;
use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
#[cfg(feature = "webhook")]
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::until::until;

/// How many ids of finished updates are remembered.
const REMEMBERED: usize = 10_000;

/// Which updates are known, and which may be confirmed to Telegram.
#[derive(Default)]
pub(crate) struct Window {
    state: Mutex<State>,
    progress: Notify,
}

#[derive(Default)]
struct State {
    /// Fetched, and not durable yet.
    pending: BTreeMap<i64, Pending>,
    /// Not done yet, but kept in the store: they come from there, should this process end before.
    parked: HashSet<i64>,
    finished: HashSet<i64>,
    /// The finished ones, the latest last.
    order: VecDeque<i64>,
    /// The highest id of the last batch that held any update.
    last: Option<i64>,
    /// Who wants to know when an update is done.
    #[cfg(feature = "webhook")]
    awaited: HashMap<i64, Vec<oneshot::Sender<()>>>,
}

#[derive(Clone, Copy)]
struct Pending {
    since: Instant,
    /// Whether its handler may still be at work.
    is_at_work: bool,
}

impl Window {
    /// A window that knows those updates, the latest last.
    pub(crate) fn new(handled: impl IntoIterator<Item = i64>) -> Self {
        let window = Window::default();
        window.finish(handled);
        window
    }

    /// Takes in a batch's ids and keeps those that are new, which are pending from now on.
    pub(crate) fn admit(&self, ids: impl IntoIterator<Item = i64>) -> Vec<i64> {
        let mut state = self.state();
        let ids: BTreeSet<i64> = ids.into_iter().collect();
        state.last = ids.last().copied().or(state.last);
        let new: Vec<i64> = ids.into_iter().filter(|id| !state.is_known(*id)).collect();
        let pending = Pending { since: Instant::now(), is_at_work: true };
        state.pending.extend(new.iter().map(|id| (*id, pending)));
        new
    }

    /// Says that updates are done for good.
    pub(crate) fn finish(&self, ids: impl IntoIterator<Item = i64>) {
        let mut state = self.state();
        ids.into_iter().for_each(|id| state.finish(id));
        drop(state);
        self.progress.notify_waiters();
    }

    /// Whether an update is done for good, or else how to wait for that.
    #[cfg(feature = "webhook")]
    pub(crate) fn finished(&self, id: i64) -> Result<(), oneshot::Receiver<()>> {
        let mut state = self.state();
        if state.finished.contains(&id) {
            return Ok(());
        }
        let (done, is_done) = oneshot::channel();
        let awaiting = state.awaited.entry(id).or_default();
        // Those who have given up, because it takes too long.
        awaiting.retain(|done| !done.is_closed());
        awaiting.push(done);
        Err(is_done)
    }

    /// Says that an update's handler has ended, and what came of it is on its way to the store.
    pub(super) fn settle(&self, id: i64) {
        if let Some(pending) = self.state().pending.get_mut(&id) {
            pending.is_at_work = false;
        }
    }

    /// Whether an update is pending whose handler has not ended.
    pub(super) fn is_at_work(&self, id: i64) -> bool {
        self.state().pending.get(&id).is_some_and(|pending| pending.is_at_work)
    }

    /// Pending updates that arrived so long ago and whose handlers have not ended.
    pub(super) fn slow(&self, age: Duration) -> HashSet<i64> {
        let (state, now) = (self.state(), Instant::now());
        let is_slow = |pending: &Pending| pending.is_at_work && now.duration_since(pending.since) >= age;
        state.pending.iter().filter(|(_, pending)| is_slow(pending)).map(|(id, _)| *id).collect()
    }

    /// Says that the store keeps those updates, which may be confirmed then.
    pub(super) fn park(&self, ids: &[i64]) {
        if !ids.is_empty() {
            let mut state = self.state();
            let kept: Vec<_> = ids.iter().copied().filter(|id| state.pending.remove(id).is_some()).collect();
            state.parked.extend(kept);
            drop(state);
            self.progress.notify_waiters();
        }
    }

    /// Knows an update that an earlier run has parked.
    pub(super) fn resume(&self, id: i64) {
        self.state().parked.insert(id);
    }

    /// The offset that confirms all that is done or parked and nothing else; `None` before the first batch.
    pub(crate) fn offset(&self) -> Option<i64> {
        let state = self.state();
        state.pending.keys().next().copied().or_else(|| Some(state.last?.saturating_add(1)))
    }

    /// Whether an update was fetched and is not done.
    #[cfg(feature = "testing")]
    pub(crate) fn is_pending(&self, id: i64) -> bool {
        let state = self.state();
        state.pending.contains_key(&id) || state.parked.contains(&id)
    }

    /// How many updates were taken in and are not done.
    #[cfg(any(feature = "metrics", feature = "observe"))]
    pub(crate) fn pending(&self) -> usize {
        let state = self.state();
        state.pending.len() + state.parked.len()
    }

    /// How many of those that were fetched are neither done nor parked.
    pub(crate) fn unconfirmed(&self) -> usize {
        self.state().pending.len()
    }

    /// Whether everything that was fetched is done or parked.
    pub(crate) fn is_idle(&self) -> bool {
        self.unconfirmed() == 0
    }

    /// Waits until no more than `left` of what was fetched are neither done nor parked, no longer than `patience`.
    pub(crate) async fn at_most_within(&self, left: usize, patience: Duration) {
        let at_most = until(&self.progress, || self.state().pending.len() <= left);
        let _ = tokio::time::timeout(patience, at_most).await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn finish(&mut self, id: i64) {
        self.pending.remove(&id);
        self.parked.remove(&id);
        if self.finished.insert(id) {
            self.order.push_back(id);
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.finished.remove(&oldest);
        }
        #[cfg(feature = "webhook")]
        self.awaited.remove(&id).into_iter().flatten().for_each(|done| _ = done.send(()));
    }

    fn is_known(&self, id: i64) -> bool {
        self.pending.contains_key(&id) || self.parked.contains(&id) || self.finished.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_never_passes_an_update_that_is_not_done() {
        let window = Window::default();
        assert_eq!(window.offset(), None);
        assert_eq!(window.admit([10, 11, 12]), [10, 11, 12]);
        assert_eq!(window.offset(), Some(10));
        window.finish([11]);
        window.finish([12]);
        assert_eq!(window.offset(), Some(10));
        window.finish([10]);
        assert_eq!(window.offset(), Some(13));
    }

    const SLOW: Duration = Duration::from_millis(100);

    #[tokio::test(start_paused = true)]
    async fn what_takes_long_can_be_parked_and_is_known_still() {
        let window = Window::default();
        window.admit([10, 11, 12, 13]);
        window.settle(11);
        assert!(window.slow(SLOW).is_empty());
        tokio::time::advance(SLOW).await;
        window.admit([10, 11, 12, 13, 14]);
        assert_eq!(window.slow(SLOW), HashSet::from([10, 12, 13]));
        window.finish([11, 12]);
        window.park(&[10, 12]);
        assert_eq!((window.offset(), window.is_idle()), (Some(13), false));
        assert_eq!(window.admit([10, 12, 13]), Vec::<i64>::new());
        window.finish([10, 13, 14]);
        assert_eq!((window.offset(), window.is_idle()), (Some(14), true));
        assert!(window.state().parked.is_empty());
    }

    #[test]
    fn known_updates_are_not_admitted_again() {
        let window = Window::new([1, 2]);
        assert_eq!(window.admit([1, 2, 3, 3]), [3]);
        assert_eq!(window.admit([3, 4]), [4]);
        window.finish([3]);
        assert_eq!(window.admit([3]), Vec::<i64>::new());
    }

    #[test]
    fn the_offset_follows_ids_that_start_again_lower() {
        let window = Window::new([900_000]);
        assert_eq!(window.admit([900_000]), Vec::<i64>::new());
        assert_eq!(window.offset(), Some(900_001));
        assert_eq!(window.admit([5]), [5]);
        assert_eq!(window.offset(), Some(5));
        window.finish([5]);
        assert_eq!(window.offset(), Some(6));
        assert_eq!(window.admit([]), Vec::<i64>::new());
        assert_eq!(window.offset(), Some(6));
    }

    #[test]
    fn a_bounded_number_of_ids_is_remembered() {
        let window = Window::new(0..20_000);
        assert_eq!(window.admit([0, 19_999]), [0]);
        assert!(window.state().finished.len() <= REMEMBERED);
    }
}
