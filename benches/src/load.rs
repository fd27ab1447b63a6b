//! The load: many chats, of which a fixed number wait for an answer at any time.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// What the load is like.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Plan {
    /// How many messages wait for an answer at any time.
    pub(crate) outstanding: usize,
    /// How many chats write, one after the other.
    pub(crate) chats: usize,
    /// How far their ids are apart.
    pub(crate) stride: usize,
    /// How long an answered chat's successor waits before it writes, in microseconds.
    pub(crate) think: u64,
}

/// What came of it since the last time that somebody asked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// How many messages were answered.
    pub(crate) answered: u64,
    /// How many answers nobody waited for.
    pub(crate) extra: u64,
    /// How long the median chat waited for its answer, in microseconds.
    pub(crate) median: u64,
    /// How long 99 of 100 waited at most, in microseconds.
    pub(crate) p99: u64,
}

/// The messages that wait, and what became of the others.
pub(crate) struct Load {
    plan: Plan,
    chats: Vec<Chat>,
    next_chat: usize,
    next_update: i64,
    /// What `getUpdates` has not confirmed yet, with its id.
    updates: VecDeque<(i64, String)>,
    waits: Vec<u64>,
    extra: u64,
}

#[derive(Clone, Default)]
struct Chat {
    /// The answer to its last `/put`.
    key: Option<String>,
    asked: Option<Asked>,
}

#[derive(Clone)]
struct Asked {
    at: Instant,
    is_put: bool,
}

impl Load {
    /// No load yet.
    pub(crate) fn none() -> Self {
        let plan = Plan { outstanding: 0, chats: 1, stride: 1, think: 0 };
        let chats = vec![Chat::default()];
        let (updates, waits) = (VecDeque::new(), Vec::new());
        Load { plan, chats, next_chat: 0, next_update: 1, updates, waits, extra: 0 }
    }

    pub(crate) fn begin(&mut self, plan: Plan) {
        self.plan = plan;
        self.chats = vec![Chat::default(); plan.chats];
        for _ in 0..plan.outstanding {
            self.ask();
        }
    }

    /// How long to wait before the next message after an answer.
    pub(crate) fn think(&self) -> Duration {
        Duration::from_micros(self.plan.think)
    }

    /// The next chat that waits for nothing writes.
    pub(crate) fn ask(&mut self) {
        let free = (0..self.chats.len())
            .map(|step| (self.next_chat + step) % self.chats.len())
            .find(|chat| self.chats[*chat].asked.is_none());
        let Some(index) = free else { return };
        self.next_chat = (index + 1) % self.chats.len();
        let chat = &mut self.chats[index];
        let text = match chat.key.take() {
            Some(key) => format!("/get {key}"),
            None => format!("/put the value of update {}", self.next_update),
        };
        chat.asked = Some(Asked { at: Instant::now(), is_put: text.starts_with("/put") });
        self.write(1 + index * self.plan.stride, &text);
    }

    /// A person of whom nobody expects anything writes.
    pub(crate) fn write(&mut self, person: usize, text: &str) {
        let id = self.next_update;
        self.next_update += 1;
        let length = text.find(' ').unwrap_or(text.len());
        let update = format!(
            r#"{{"update_id":{id},"message":{{"message_id":{id},"from":{{"id":{person},"is_bot":false,"first_name":"Ann","last_name":"Example","username":"ann_example_{person}","language_code":"en"}},"chat":{{"id":{person},"first_name":"Ann","last_name":"Example","username":"ann_example_{person}","type":"private"}},"date":1764000000,"text":"{text}","entities":[{{"offset":0,"length":{length},"type":"bot_command"}}]}}}}"#
        );
        self.updates.push_back((id, update));
    }

    /// What a bot is given that asks from that id on; everything before it is confirmed.
    pub(crate) fn updates_from(&mut self, offset: i64, limit: usize) -> Option<String> {
        while self.updates.front().is_some_and(|(id, _)| *id < offset) {
            self.updates.pop_front();
        }
        if self.updates.is_empty() {
            return None;
        }
        let mut list = String::with_capacity(600 * limit);
        for (_, update) in self.updates.iter().take(limit) {
            list.push(if list.is_empty() { '[' } else { ',' });
            list.push_str(update);
        }
        list.push(']');
        Some(list)
    }

    /// Takes an answer; true if somebody waited for it.
    pub(crate) fn answer(&mut self, person: usize, text: &str) -> bool {
        let chat = person.checked_sub(1).and_then(|index| self.chats.get_mut(index / self.plan.stride));
        let Some((chat, Asked { at, is_put })) =
            chat.and_then(|chat| Some((chat.asked.take()?, chat))).map(|(asked, chat)| (chat, asked))
        else {
            self.extra += 1;
            return false;
        };
        chat.key = is_put.then(|| text.to_owned());
        self.waits.push(u64::try_from(at.elapsed().as_micros()).unwrap_or(u64::MAX));
        true
    }

    /// What came of the load since this was asked last.
    pub(crate) fn take_outcome(&mut self) -> Outcome {
        let mut waits = std::mem::take(&mut self.waits);
        waits.sort_unstable();
        let part = |hundredths: usize| waits.get(waits.len() * hundredths / 100).copied().unwrap_or_default();
        let extra = std::mem::take(&mut self.extra);
        Outcome { answered: waits.len() as u64, extra, median: part(50), p99: part(99) }
    }
}
