//! One queue of replies for each chat that has any.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::store::QueuedReply;
use crate::until::until;

/// One queue of replies for each chat that has any. A lane exists as long as it is worked off, or is closed for good.
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
    Open(Open),
    /// Its replies wait in the store for the next start; a later one must not overtake them.
    Closed,
    /// Its replies are in the lane of the chat's new id, and so is the turn of who works them off, as soon as that looks.
    Moved(i64),
}

#[derive(Default)]
struct Open {
    /// Each with the time since which it waits.
    replies: VecDeque<(Instant, QueuedReply)>,
    /// Since when what is just being sent waits.
    sending: Option<Instant>,
    /// How many replies are being sent: more than one after lanes were joined, until all but one have come to their end.
    turns: usize,
}

impl Lanes {
    /// Adds a reply to the lane; true if that is new, and somebody has to begin with it.
    pub(super) fn push(&self, lane: i64, since: Instant, reply: QueuedReply) -> bool {
        let mut state = self.state();
        let lane = state.follow(lane);
        let State { lanes, waiting } = &mut *state;
        let is_new = !lanes.contains_key(&lane);
        if let Lane::Open(open) = lanes.entry(lane).or_insert_with(|| Lane::Open(Open::default())) {
            open.replies.push_back((since, reply));
            open.turns += usize::from(is_new);
            *waiting += 1;
        }
        is_new
    }

    /// Whether the chat has a lane, of its own or joined with another.
    pub(super) fn has(&self, lane: i64) -> bool {
        self.state().lanes.contains_key(&lane)
    }

    /// The next reply of this lane, for who has begun with it or has come to the end of the one before; `None` for nothing
    /// more to do. After the last reply the lane is gone.
    pub(super) fn next(&self, lane: &mut i64) -> Option<QueuedReply> {
        let mut state = self.state();
        *lane = state.follow_for_good(*lane);
        let next = match state.lanes.get_mut(lane) {
            Some(Lane::Open(open)) if open.turns > 1 => {
                open.turns -= 1;
                return None;
            }
            Some(Lane::Open(open)) => {
                let next = open.replies.pop_front();
                open.sending = next.as_ref().map(|(since, _)| *since);
                next.map(|(_, reply)| reply)
            }
            Some(Lane::Closed) => return None,
            Some(Lane::Moved(_)) | None => None,
        };
        match next {
            Some(_) => state.waiting -= 1,
            None => drop(state.lanes.remove(lane)),
        }
        drop(state);
        self.fewer.notify_waiters();
        next
    }

    /// Makes one lane of two, with the replies in the order in which they were made.
    ///
    /// What is just being sent in both comes to its end before any other reply is begun.
    pub(super) fn join(&self, old: i64, new: i64) {
        let mut state = self.state();
        let (old, new) = (state.follow(old), state.follow(new));
        match state.lanes.remove(&old) {
            Some(Lane::Open(moved)) if old != new => {
                state.take_over(new, moved);
                state.lanes.insert(old, Lane::Moved(new));
            }
            Some(Lane::Closed) if old != new => state.close(new),
            Some(other) => drop(state.lanes.insert(old, other)),
            None => (),
        }
        drop(state);
        self.fewer.notify_waiters();
    }

    /// Closes a lane for good, with what still waits in it.
    pub(super) fn close(&self, lane: i64) {
        let mut state = self.state();
        let lane = state.follow_for_good(lane);
        state.close(lane);
        drop(state);
        self.fewer.notify_waiters();
    }

    /// How many replies wait or are being sent, and since when the first of them does.
    #[cfg(any(feature = "metrics", feature = "observe"))]
    pub(super) fn load(&self) -> (usize, Option<Instant>) {
        let state = self.state();
        let open = || state.lanes.values().filter_map(Lane::open);
        let sending = open().filter(|open| open.sending.is_some()).count();
        // What is being sent has waited for longer than what is behind it.
        let oldest =
            open().filter_map(|open| open.sending.or_else(|| open.replies.front().map(|next| next.0)));
        (state.waiting + sending, oldest.min())
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
        self.until(State::is_at_rest).await;
    }

    /// Whether nothing is worked off.
    #[cfg(feature = "testing")]
    pub(super) fn is_at_rest(&self) -> bool {
        self.state().is_at_rest()
    }

    async fn until(&self, is_so: impl Fn(&State) -> bool) {
        until(&self.fewer, || is_so(&self.state())).await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(any(feature = "metrics", feature = "observe"))]
impl Lane {
    fn open(&self) -> Option<&Open> {
        match self {
            Lane::Open(open) => Some(open),
            Lane::Closed | Lane::Moved(_) => None,
        }
    }
}

impl State {
    fn is_at_rest(&self) -> bool {
        self.lanes.values().all(|lane| matches!(lane, Lane::Closed))
    }

    /// The lane that has taken over this one's replies; itself, if none has.
    fn follow(&self, mut lane: i64) -> i64 {
        while let Some(Lane::Moved(to)) = self.lanes.get(&lane) {
            lane = *to;
        }
        lane
    }

    /// As `follow`, for who does not come back to the lane it began with.
    fn follow_for_good(&mut self, mut lane: i64) -> i64 {
        while let Some(Lane::Moved(to)) = self.lanes.get(&lane) {
            let to = *to;
            self.lanes.remove(&lane);
            lane = to;
        }
        lane
    }

    fn take_over(&mut self, lane: i64, moved: Open) {
        match self.lanes.entry(lane) {
            Entry::Vacant(free) => drop(free.insert(Lane::Open(moved))),
            Entry::Occupied(mut lane) => match lane.get_mut() {
                Lane::Open(open) => {
                    open.turns += moved.turns;
                    open.replies.extend(moved.replies);
                    open.sending = open.sending.into_iter().chain(moved.sending).min();
                    open.replies.make_contiguous().sort_by_key(|(_, reply)| reply.id);
                }
                Lane::Closed | Lane::Moved(_) => self.waiting -= moved.replies.len(),
            },
        }
    }

    fn close(&mut self, lane: i64) {
        if let Some(Lane::Open(left)) = self.lanes.insert(lane, Lane::Closed) {
            self.waiting -= left.replies.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(id: u64) -> QueuedReply {
        QueuedReply { id, lane: 1, method: "sendMessage".to_owned(), payload: "{}".to_owned() }
    }

    fn push(lanes: &Lanes, lane: i64, id: u64) -> bool {
        lanes.push(lane, Instant::now(), reply(id))
    }

    fn push_all(lanes: &Lanes, lane: i64, ids: [u64; 3]) {
        for id in ids {
            push(lanes, lane, id);
        }
    }

    fn next(lanes: &Lanes, mut lane: i64) -> Option<u64> {
        lanes.next(&mut lane).map(|reply| reply.id)
    }

    #[test]
    fn a_lane_is_there_until_it_is_worked_off() {
        let lanes = Lanes::default();
        assert!(push(&lanes, 1, 1) && !push(&lanes, 1, 2));
        assert_eq!([next(&lanes, 1), next(&lanes, 1), next(&lanes, 1)], [Some(1), Some(2), None]);
        assert!(push(&lanes, 1, 3));
    }

    #[test]
    fn nothing_overtakes_what_waits_in_a_closed_lane() {
        let lanes = Lanes::default();
        assert!(push(&lanes, 1, 1) && !push(&lanes, 1, 2));
        lanes.close(1);
        assert!(!push(&lanes, 1, 3));
        assert_eq!((lanes.waiting(), next(&lanes, 1)), (0, None));
        assert!(!push(&lanes, 1, 4));
    }

    #[test]
    fn the_turn_of_a_lane_that_moved_goes_on_in_the_new_one() {
        let lanes = Lanes::default();
        push_all(&lanes, -1, [1, 2, 3]);
        let mut task = -1;
        assert_eq!(lanes.next(&mut task).unwrap().id, 1);
        lanes.join(-1, -2);
        assert!(!push(&lanes, -2, 4) && !push(&lanes, -1, 5));
        let rest: Vec<u64> = std::iter::from_fn(|| lanes.next(&mut task)).map(|reply| reply.id).collect();
        assert_eq!((rest, task), (vec![2, 3, 4, 5], -2));
        assert!(lanes.state().lanes.is_empty() && lanes.waiting() == 0);
    }

    #[test]
    fn joined_lanes_keep_one_turn_and_the_order_of_all_replies() {
        let lanes = Lanes::default();
        push_all(&lanes, -1, [1, 3, 5]);
        push_all(&lanes, -2, [2, 4, 6]);
        let (mut old, mut new) = (-1, -2);
        assert_eq!((lanes.next(&mut old).unwrap().id, lanes.next(&mut new).unwrap().id), (1, 2));
        lanes.join(-1, -2);
        assert!(lanes.next(&mut new).is_none(), "the other reply is still being sent");
        let rest: Vec<u64> = std::iter::from_fn(|| lanes.next(&mut old)).map(|reply| reply.id).collect();
        assert_eq!(rest, [3, 4, 5, 6]);
        assert!(lanes.state().lanes.is_empty());
    }

    #[test]
    fn a_closed_lane_closes_the_one_that_it_moves_to() {
        let lanes = Lanes::default();
        assert!(push(&lanes, -1, 1) && push(&lanes, -2, 2));
        lanes.close(-1);
        lanes.join(-1, -2);
        assert_eq!((lanes.waiting(), next(&lanes, -2)), (0, None));
    }

    #[test]
    fn joining_a_chain_or_a_lane_with_itself_loses_nothing() {
        let lanes = Lanes::default();
        let mut task = -1;
        assert!(push(&lanes, -1, 1));
        lanes.join(-1, -1);
        lanes.join(-1, -2);
        lanes.join(-2, -3);
        lanes.join(-1, -3);
        assert_eq!(lanes.next(&mut task).unwrap().id, 1);
        assert!(lanes.next(&mut task).is_none() && lanes.state().lanes.is_empty());
    }
}
