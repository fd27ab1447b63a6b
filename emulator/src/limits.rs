//! Telegram's limits of rate, for who wants to run into them.

use std::collections::VecDeque;

use crate::{Emulator, refusal::Refusal};

/// How many messages a bot may send in a second, to all chats together.
const IN_A_SECOND: usize = 30;
/// How many messages a bot may send in a minute to one group.
const IN_A_MINUTE: usize = 20;
const MINUTE: u64 = 60;

/// What the bot has sent in the last minute.
#[derive(Default)]
pub(crate) struct Limits {
    pub(crate) are_on: bool,
    sent: VecDeque<(u64, Option<i64>)>,
}

impl Limits {
    /// Counts a call of a method at a time in seconds; or refuses it.
    pub(crate) fn admit(&mut self, method: &str, chat: Option<i64>, now: u64) -> Result<(), Refusal> {
        let is_message = ["send", "forward", "copy"].iter().any(|verb| method.starts_with(verb));
        if !self.are_on || !is_message || method == "sendChatAction" {
            return Ok(());
        }
        self.sent.retain(|(at, _)| now < at + MINUTE);
        if self.sent.iter().filter(|(at, _)| *at == now).count() >= IN_A_SECOND {
            return Err(too_many(1));
        }
        let is_group = chat.is_some_and(|chat| chat < 0);
        let mut here = self.sent.iter().filter(|(_, other)| is_group && *other == chat);
        if here.clone().count() >= IN_A_MINUTE {
            let first = here.next().map_or(now, |(at, _)| *at);
            return Err(too_many(first + MINUTE - now));
        }
        self.sent.push_back((now, chat));
        Ok(())
    }
}

fn too_many(seconds: u64) -> Refusal {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let refusal = Refusal::new(429, format!("Too Many Requests: retry after {seconds}"));
    refusal.with_parameter("retry_after", seconds)
}

impl Emulator {
    /// Keeps the bot to Telegram's limits, or no more: 30 messages in a second, 20 in a minute to one group. What goes beyond
    /// them gets 429 and `retry_after`. Off at first.
    pub fn limit_rate(&self, is_on: bool) {
        self.state().limits().are_on = is_on;
        self.state().note_conditions();
    }
}
