//! Queues by key: updates that touch the same thing go one after the other, in the order of their arrival.
//!
//! An update enters all its queues at once and leaves them together, so no two updates can wait for each other.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// A thing that updates touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A chat, with its members' and topics' records, and the order of its answers.
    Chat(i64),
    /// All records of a person, or of a chat that speaks as a person.
    User(i64),
    /// The bot's record of that stored name.
    Bot(&'static str),
}

/// A place in one queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) key: Key,
    /// Alone, or together with others that only read.
    pub(crate) is_exclusive: bool,
}

/// The queues of all keys that updates hold or wait for.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    queues: Arc<Mutex<HashMap<Key, Queue>>>,
}

#[derive(Default)]
struct Queue {
    /// How many hold the key: several readers, or one writer.
    holders: usize,
    is_held_exclusively: bool,
    waiting: VecDeque<Waiter>,
}

struct Waiter {
    turn: Arc<Turn>,
    is_exclusive: bool,
}

#[derive(Default)]
struct Turn {
    /// Keys that are still waited for.
    missing: AtomicUsize,
    is_complete: Notify,
}

/// An update's place in its queues; dropping it lets the next ones go on.
pub(crate) struct Ticket {
    queues: Arc<Mutex<HashMap<Key, Queue>>>,
    claims: Vec<Claim>,
    turn: Arc<Turn>,
}

impl Keys {
    /// Enters the queues of all claims, each key once, behind everybody who came before.
    pub(crate) fn enter(&self, claims: Vec<Claim>) -> Ticket {
        let turn = Arc::new(Turn { missing: AtomicUsize::new(claims.len()), is_complete: Notify::new() });
        let mut queues = lock(&self.queues);
        for claim in &claims {
            let queue = queues.entry(claim.key).or_default();
            queue.waiting.push_back(Waiter { turn: Arc::clone(&turn), is_exclusive: claim.is_exclusive });
            queue.advance();
        }
        drop(queues);
        if claims.is_empty() {
            turn.is_complete.notify_one();
        }
        Ticket { queues: Arc::clone(&self.queues), claims, turn }
    }
}

impl Queue {
    /// Lets in whoever is next and goes together with those who are in.
    fn advance(&mut self) {
        while let Some(next) = self.waiting.front() {
            let fits = self.holders == 0 || !self.is_held_exclusively && !next.is_exclusive;
            if !fits {
                return;
            }
            self.holders += 1;
            self.is_held_exclusively = next.is_exclusive;
            if next.turn.missing.fetch_sub(1, Ordering::Relaxed) == 1 {
                next.turn.is_complete.notify_one();
            }
            self.waiting.pop_front();
        }
    }

    fn leave(&mut self, turn: &Arc<Turn>) {
        match self.waiting.iter().position(|waiter| Arc::ptr_eq(&waiter.turn, turn)) {
            Some(position) => drop(self.waiting.remove(position)),
            None => self.holders -= 1,
        }
        self.advance();
    }

    fn is_empty(&self) -> bool {
        self.holders == 0 && self.waiting.is_empty()
    }
}

impl Ticket {
    /// Waits until all keys are held.
    pub(crate) async fn granted(&self) {
        self.turn.is_complete.notified().await;
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut queues = lock(&self.queues);
        for claim in &self.claims {
            if let Some(queue) = queues.get_mut(&claim.key) {
                queue.leave(&self.turn);
                if queue.is_empty() {
                    queues.remove(&claim.key);
                }
            }
        }
    }
}

fn lock(queues: &Mutex<HashMap<Key, Queue>>) -> MutexGuard<'_, HashMap<Key, Queue>> {
    queues.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writes(key: Key) -> Claim {
        Claim { key, is_exclusive: true }
    }

    fn reads(key: Key) -> Claim {
        Claim { key, is_exclusive: false }
    }

    fn is_granted(ticket: &Ticket) -> bool {
        ticket.turn.missing.load(Ordering::Relaxed) == 0
    }

    #[test]
    fn writers_go_one_after_the_other_and_readers_together() {
        let keys = Keys::default();
        let chat = Key::Chat(1);
        let first = keys.enter(vec![writes(chat)]);
        let reader = keys.enter(vec![reads(chat)]);
        let other_reader = keys.enter(vec![reads(chat)]);
        let last = keys.enter(vec![writes(chat)]);
        assert!(is_granted(&first) && !is_granted(&reader));
        drop(first);
        assert!(is_granted(&reader) && is_granted(&other_reader) && !is_granted(&last));
        drop(reader);
        assert!(!is_granted(&last));
        drop(other_reader);
        assert!(is_granted(&last));
        drop(last);
        assert!(lock(&keys.queues).is_empty());
    }

    #[test]
    fn a_reader_does_not_overtake_a_waiting_writer() {
        let keys = Keys::default();
        let key = Key::Bot("Stats");
        let reader = keys.enter(vec![reads(key)]);
        let writer = keys.enter(vec![writes(key)]);
        let late_reader = keys.enter(vec![reads(key)]);
        assert!(is_granted(&reader) && !is_granted(&writer) && !is_granted(&late_reader));
    }

    #[test]
    fn crossed_claims_are_served_in_order_of_arrival() {
        let keys = Keys::default();
        let (a, b) = (Key::User(1), Key::Chat(1));
        let first = keys.enter(vec![writes(a), writes(b)]);
        let second = keys.enter(vec![writes(b), writes(a)]);
        assert!(is_granted(&first) && !is_granted(&second));
        drop(first);
        assert!(is_granted(&second));
    }

    #[test]
    fn who_leaves_the_queue_early_holds_nobody_up() {
        let keys = Keys::default();
        let chat = Key::Chat(1);
        let first = keys.enter(vec![writes(chat)]);
        let given_up = keys.enter(vec![writes(chat)]);
        let last = keys.enter(vec![writes(chat)]);
        drop(given_up);
        assert!(is_granted(&first) && !is_granted(&last));
        drop(first);
        assert!(is_granted(&last));
    }

    #[tokio::test]
    async fn a_ticket_wakes_who_waits_for_it() {
        let keys = Keys::default();
        keys.enter(Vec::new()).granted().await;
        let first = keys.enter(vec![writes(Key::Chat(1))]);
        let second = keys.enter(vec![writes(Key::Chat(1))]);
        let waiting = tokio::spawn(async move { second.granted().await });
        drop(first);
        waiting.await.unwrap();
    }
}
