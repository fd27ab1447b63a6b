//! What the server and the handles of the library share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::{
    desk::Keeper,
    faults::{FaultBook, runs},
    journal::{Happening, Journal},
    limits::Limits,
    records::RecordBook,
    requests::RequestLog,
    world::World,
};

/// The whole state of one emulator. No lock is held across an `.await`.
pub(crate) struct State {
    world: Mutex<World>,
    faults: Mutex<FaultBook>,
    requests: Mutex<RequestLog>,
    limits: Mutex<Limits>,
    records: Mutex<RecordBook>,
    keeper: Mutex<Keeper>,
    journal: Journal,
    /// The conditions that were noted last, without the time.
    noted: Mutex<Value>,
}

impl State {
    pub(crate) fn new(world: World) -> Self {
        let journal = world.journal.clone();
        let state = Self {
            world: Mutex::new(world),
            faults: Mutex::default(),
            requests: Mutex::default(),
            limits: Mutex::default(),
            records: Mutex::default(),
            keeper: Mutex::default(),
            journal,
            noted: Mutex::default(),
        };
        *lock(&state.noted) = timeless(&state.conditions());
        state
    }

    /// Telegram's side: chats, people, messages, updates.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    /// The bot's stored records, as far as they were shown.
    pub(crate) fn records(&self) -> MutexGuard<'_, RecordBook> {
        lock(&self.records)
    }

    /// Who runs the bot's program.
    pub(crate) fn keeper(&self) -> MutexGuard<'_, Keeper> {
        lock(&self.keeper)
    }

    /// What happened, for whoever watches.
    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The faults that are planned.
    pub(crate) fn faults(&self) -> MutexGuard<'_, FaultBook> {
        lock(&self.faults)
    }

    /// The calls that came in.
    pub(crate) fn requests(&self) -> MutexGuard<'_, RequestLog> {
        lock(&self.requests)
    }

    /// Telegram's limits of rate.
    pub(crate) fn limits(&self) -> MutexGuard<'_, Limits> {
        lock(&self.limits)
    }

    /// The clock, the faults that are planned, privacy mode, the webhook's address.
    pub(crate) fn conditions(&self) -> Value {
        let world = self.world();
        let faults = self.faults();
        let mut planned = faults.shown();
        planned.extend(runs(world.queue.faults.iter().map(|fault| fault.name())));
        json!({
            "now": world.clock.now(), "faults": planned, "is_token_refused": faults.token_refused,
            "is_privacy_on": world.is_private, "is_rate_limited": self.limits().are_on, "webhook": world.shown_webhook()["url"],
        })
    }

    /// Notes that these are others now.
    pub(crate) fn note_conditions(&self) {
        let conditions = self.conditions();
        *lock(&self.noted) = timeless(&conditions);
        self.journal.note(&Happening::Conditions(conditions));
    }

    /// Notes them if more than the time differs from what was noted last.
    pub(crate) fn note_other_conditions(&self) {
        if *lock(&self.noted) != timeless(&self.conditions()) {
            self.note_conditions();
        }
    }
}

fn timeless(conditions: &Value) -> Value {
    let mut conditions = conditions.clone();
    conditions["now"] = Value::Null;
    conditions
}

/// Locks, also after a test panicked with the lock held: its own failure is news enough.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
