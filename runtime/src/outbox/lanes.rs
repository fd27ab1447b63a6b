//! One queue of replies for each chat that has any.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::store::QueuedReply;

/// One queue of replies for each chat that has any. A lane exists as long as a task works it off.
#[derive(Default)]
pub(super) struct Lanes {
    state: Mutex<State>,
    fewer: Notify,
}

#[derive(Default)]
struct State {
    lanes: HashMap<i64, VecDeque<QueuedReply>>,
    waiting: usize,
}

impl Lanes {
    /// Adds a reply; true if its lane is new and needs a task.
    pub(super) fn push(&self, reply: QueuedReply) -> bool {
        let mut state = self.state();
        state.waiting += 1;
        let is_new = !state.lanes.contains_key(&reply.lane);
        state.lanes.entry(reply.lane).or_default().push_back(reply);
        is_new
    }

    /// The lane's next reply; after the last one the lane is gone.
    pub(super) fn next(&self, lane: i64) -> Option<QueuedReply> {
        let mut state = self.state();
        let next = state.lanes.get_mut(&lane).and_then(VecDeque::pop_front);
        match next {
            Some(_) => state.waiting -= 1,
            None => drop(state.lanes.remove(&lane)),
        }
        drop(state);
        self.fewer.notify_waiters();
        next
    }

    /// Gives up a lane with what still waits in it.
    pub(super) fn close(&self, lane: i64) {
        let mut state = self.state();
        let left = state.lanes.remove(&lane).map_or(0, |lane| lane.len());
        state.waiting -= left;
        drop(state);
        self.fewer.notify_waiters();
    }

    /// Waits until fewer than `count` replies wait.
    pub(super) async fn fewer_than(&self, count: usize) {
        self.until(|state| state.waiting < count).await;
    }

    /// Waits until there are no lanes.
    pub(super) async fn at_rest(&self) {
        self.until(|state| state.lanes.is_empty()).await;
    }

    async fn until(&self, is_so: impl Fn(&State) -> bool) {
        loop {
            let fewer = self.fewer.notified();
            if is_so(&self.state()) {
                return;
            }
            fewer.await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
