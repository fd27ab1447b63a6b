//! The queue of updates that the bot has not confirmed.

use std::{
    collections::VecDeque,
    sync::atomic::{AtomicI64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::allowed::AllowedKinds;
use crate::faults::UpdateFault;

/// The highest id that any emulator of this process gave by itself. One that is started right after
/// another was stopped must not use its ids again: a bot's store remembers them.
static HIGHEST_GIVEN: AtomicI64 = AtomicI64::new(0);

/// An offset further than this beyond the end is taken for a mistake (`TQueue::get` of tdlib).
const FUTURE: i64 = 10;

struct Queued {
    /// Its place among all that ever came; ids may be given twice.
    serial: u64,
    id: i64,
    body: Value,
    /// Its id was passed already when it came; it is handed out once in spite of the offset.
    is_owed: bool,
}

/// Updates in the order of their arrival, and who waits for them.
pub(crate) struct UpdateQueue {
    pending: VecDeque<Queued>,
    /// The id after the highest that is pending; 0 if none is.
    pending_end: i64,
    next_id: i64,
    next_serial: u64,
    /// Ids still follow from the clock: nobody set them.
    is_natural: bool,
    pub(crate) allowed: AllowedKinds,
    /// The number of the latest `getUpdates`; earlier ones that still wait are conflicts.
    poll: u64,
    changes: watch::Sender<()>,
    /// What goes wrong with the next updates.
    pub(crate) faults: VecDeque<UpdateFault>,
    /// Updates that come behind the next one.
    late: Vec<(i64, Value)>,
}

impl UpdateQueue {
    pub(crate) fn new() -> Self {
        Self {
            pending: VecDeque::new(),
            pending_end: 0,
            next_id: first_id(),
            next_serial: 0,
            is_natural: true,
            allowed: AllowedKinds::default(),
            poll: 0,
            changes: watch::Sender::new(()),
            faults: VecDeque::new(),
            late: Vec::new(),
        }
    }

    /// Sets the id of the next update.
    pub(crate) fn set_next_id(&mut self, id: i64) {
        self.next_id = id;
        self.is_natural = false;
    }

    /// The id of an update that is to be added.
    pub(crate) fn give_id(&mut self) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        if self.is_natural {
            HIGHEST_GIVEN.fetch_max(id, Ordering::Relaxed);
        }
        id
    }

    /// Adds an update of one of Telegram's kinds, if the bot asked for that kind.
    pub(crate) fn add(&mut self, kind: &str, content: Value) -> i64 {
        let is_owed = self.next_id < self.end();
        let id = self.give_id();
        if self.allowed.allow(kind) {
            let mut body = json!({ "update_id": id });
            body[kind] = content;
            self.append(id, body, is_owed);
        }
        id
    }

    /// Adds whatever a test made up.
    pub(crate) fn add_raw(&mut self, mut body: Value) -> i64 {
        let end = self.end();
        let id = match body.get("update_id").and_then(Value::as_i64) {
            Some(id) => self.pass(id),
            None => self.give_id(),
        };
        if let Some(fields) = body.as_object_mut() {
            fields.entry("update_id").or_insert(json!(id));
        }
        if kind(&body).is_none_or(|kind| self.allowed.allow(kind)) {
            self.append(id, body, id < end);
        }
        id
    }

    /// Later ids follow a higher one that was given from outside.
    fn pass(&mut self, id: i64) -> i64 {
        if (self.next_id..i64::from(u32::MAX)).contains(&id) {
            self.set_next_id(id + 1);
        }
        id
    }

    /// Queues an update, unless something goes wrong with it.
    fn append(&mut self, id: i64, body: Value, is_owed: bool) {
        match self.faults.pop_front() {
            Some(UpdateFault::Lost) => return self.wake(),
            Some(UpdateFault::Late) => {
                self.late.push((id, body));
                return self.wake();
            }
            Some(UpdateFault::Twice) => {
                self.push(id, body.clone(), is_owed);
                self.push(id, body, true);
            }
            None => self.push(id, body, is_owed),
        }
        for (id, body) in std::mem::take(&mut self.late) {
            self.push(id, body, true);
        }
        self.wake();
    }

    fn push(&mut self, id: i64, body: Value, is_owed: bool) {
        self.pending_end = self.pending_end.max(id + 1);
        self.pending.push_back(Queued { serial: self.next_serial, id, body, is_owed });
        self.next_serial += 1;
    }

    /// Wakes whoever waits for a change.
    pub(crate) fn wake(&self) {
        self.changes.send_replace(());
    }

    /// The first update that is wanted, and its place.
    pub(crate) fn first(&self, is_wanted: impl Fn(&Value) -> bool) -> Option<(u64, Value)> {
        let update = self.pending.iter().find(|update| is_wanted(&update.body))?;
        Some((update.serial, update.body.clone()))
    }

    /// Removes the update at a place; nothing happens if it is gone.
    pub(crate) fn remove(&mut self, serial: u64) {
        self.pending.retain(|update| update.serial != serial);
        self.shrunk();
    }

    /// Begins a `getUpdates`, which ends the one before.
    pub(crate) fn begin_poll(&mut self) -> (u64, watch::Receiver<()>) {
        self.poll += 1;
        self.changes.send_replace(());
        (self.poll, self.changes.subscribe())
    }

    /// Whether a later `getUpdates` has begun.
    pub(crate) fn is_superseded(&self, poll: u64) -> bool {
        self.poll != poll
    }

    /// Confirms what lies before the offset, and hands out what follows.
    pub(crate) fn fetch(&mut self, offset: i64, limit: usize) -> Vec<Value> {
        let before = self.pending.len();
        self.confirm(offset);
        if self.pending.len() != before {
            self.shrunk();
        }
        self.pending.iter_mut().take(limit).map(Queued::hand_out).collect()
    }

    fn confirm(&mut self, offset: i64) {
        match offset {
            0 => {}
            ..0 => {
                let kept = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
                self.pending.drain(..self.pending.len().saturating_sub(kept));
            }
            // `Client::do_get_updates` of tdlib/telegram-bot-api then begins at the head of the queue.
            _ if offset > self.end() + FUTURE => {}
            _ => self.pending.retain(|update| update.is_owed || update.id >= offset),
        }
    }

    /// The id after the last one.
    fn end(&self) -> i64 {
        self.next_id.max(self.pending_end)
    }

    fn shrunk(&mut self) {
        self.pending_end = self.pending.iter().map(|update| update.id + 1).max().unwrap_or(0);
        self.changes.send_replace(());
    }

    /// Forgets everything that is not confirmed.
    pub(crate) fn clear(&mut self) {
        self.pending.clear();
        self.late.clear();
        self.shrunk();
    }

    pub(crate) fn len(&self) -> usize {
        self.pending.len()
    }

    /// What is not confirmed.
    pub(crate) fn bodies(&self) -> Vec<Value> {
        self.pending.iter().map(|update| update.body.clone()).collect()
    }

    /// How many `getUpdates` have begun.
    pub(crate) fn polls(&self) -> u64 {
        self.poll
    }

    pub(crate) fn is_pending(&self, id: i64) -> bool {
        let ids = self.pending.iter().map(|update| update.id);
        ids.chain(self.late.iter().map(|(id, _)| *id)).any(|pending| pending == id)
    }

    /// Changes whenever an update comes or is confirmed.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }
}

impl Queued {
    fn hand_out(&mut self) -> Value {
        self.is_owed = false;
        self.body.clone()
    }
}

/// The kind of a raw update: its first field beside the id.
fn kind(body: &Value) -> Option<&str> {
    body.as_object()?.keys().map(String::as_str).find(|key| *key != "update_id")
}

/// An id that grows with the clock, fits in 32 bits until 2038, and leaves room for eight updates a second.
fn first_id() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let from_clock = (i64::try_from(now).unwrap_or(0) - 1_700_000_000).max(1) * 8;
    from_clock.max(HIGHEST_GIVEN.load(Ordering::Relaxed) + 1)
}
