//! One queue of replies for each chat that has any.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::store::QueuedReply;

/// One queue of replies for each chat that has any. A lane exists as long as a task works it off, or is closed for good.
#[derive(Default)]
pub(super) struct Lanes {
    state: Mutex<State>,
    fewer: Notify,
}

#[derive(Default)]
struct State {
    lanes: HashMap<i64, Lane>,
    waiting: usize,
}

enum Lane {
    Open(VecDeque<QueuedReply>),
    /// Its replies wait in the store for the next start; a later one must not overtake them.
    Closed,
}

impl Lanes {
    /// Adds a reply; true if its lane is new and needs a task.
    pub(super) fn push(&self, reply: QueuedReply) -> bool {
        let mut state = self.state();
        let State { lanes, waiting } = &mut *state;
        match lanes.entry(reply.lane) {
            Entry::Occupied(mut lane) => {
                if let Lane::Open(replies) = lane.get_mut() {
                    replies.push_back(reply);
                    *waiting += 1;
                }
                false
            }
            Entry::Vacant(free) => {
                free.insert(Lane::Open(VecDeque::from([reply])));
                *waiting += 1;
                true
            }
        }
    }

    /// The lane's next reply; after the last one the lane is gone.
    pub(super) fn next(&self, lane: i64) -> Option<QueuedReply> {
        let mut state = self.state();
        let next = match state.lanes.get_mut(&lane) {
            Some(Lane::Open(replies)) => replies.pop_front(),
            Some(Lane::Closed) | None => None,
        };
        match next {
            Some(_) => state.waiting -= 1,
            None => drop(state.lanes.remove(&lane)),
        }
        drop(state);
        self.fewer.notify_waiters();
        next
    }

    /// Closes a lane for good, with what still waits in it.
    pub(super) fn close(&self, lane: i64) {
        let mut state = self.state();
        if let Some(Lane::Open(left)) = state.lanes.insert(lane, Lane::Closed) {
            state.waiting -= left.len();
        }
        drop(state);
        self.fewer.notify_waiters();
    }

    /// How many replies wait.
    pub(super) fn waiting(&self) -> usize {
        self.state().waiting
    }

    /// Waits until fewer than `count` replies wait.
    pub(super) async fn fewer_than(&self, count: usize) {
        self.until(|state| state.waiting < count).await;
    }

    /// Waits until nothing is worked off.
    pub(super) async fn at_rest(&self) {
        self.until(|state| state.lanes.values().all(|lane| matches!(lane, Lane::Closed))).await;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(id: u64) -> QueuedReply {
        QueuedReply { id, lane: 1, method: "sendMessage".to_owned(), payload: "{}".to_owned() }
    }

    #[test]
    fn a_lane_needs_a_task_until_it_is_worked_off() {
        let lanes = Lanes::default();
        assert!(lanes.push(reply(1)) && !lanes.push(reply(2)));
        assert_eq!((lanes.next(1).unwrap().id, lanes.next(1).unwrap().id), (1, 2));
        assert!(lanes.next(1).is_none() && lanes.push(reply(3)));
    }

    #[test]
    fn nothing_overtakes_what_waits_in_a_closed_lane() {
        let lanes = Lanes::default();
        assert!(lanes.push(reply(1)) && !lanes.push(reply(2)));
        lanes.close(1);
        assert!(!lanes.push(reply(3)));
        assert_eq!(lanes.waiting(), 0);
    }
}
