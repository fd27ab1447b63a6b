//! Limits that are kept in advance, so that Telegram need not refuse anything.
//!
//! A chat's next reply waits until its chat may get one, and then until the bot may send one. Who waits for the bot's turn
//! does so in one of two queues: answers to people, and all that goes to other chats than the one that was answered. The
//! first goes before the second, but not always, so that neither waits for ever.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use serde::de::IgnoredAny;
use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use crate::store::QueuedReply;

/// Of so many turns, the last is for the other queue if anybody waits there.
const ANSWERS_IN_A_ROW: u32 = 4;

/// How many chats are remembered before those that may send at will are forgotten.
const SWEEP: usize = 1_024;

/// How many messages in how long a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    count: u32,
    per: Duration,
}

impl Rate {
    /// At most `count` messages, one at least, in any period of that length.
    pub const fn new(count: u32, per: Duration) -> Self {
        Rate { count: if count == 0 { 1 } else { count }, per }
    }
}

/// How fast the bot sends, for [`App::rate_limits`](crate::App::rate_limits).
///
/// Without limits, everything is sent at once, and where Telegram says that it is too much, the bot waits as told. That
/// is best for most bots. Limits help a bot that sends to many chats: Telegram's patience is then not used up by what
/// nobody waits for.
///
/// Replies of a chat stay in order. When the whole bot has to wait, each chat has a turn after the other, and answers to
/// people go before what a handler sends to other chats than its own, four times of five.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "limits do nothing until they are given to `App::rate_limits`"]
pub struct RateLimits {
    overall: Rate,
    chat: Rate,
    group: Rate,
}

impl RateLimits {
    /// What Telegram's FAQ names: 30 messages in a second; in one chat, one in a second, and at most three at once after a
    /// pause; in one group or channel, 20 in a minute.
    pub const fn telegram() -> Self {
        RateLimits {
            overall: Rate::new(30, Duration::from_secs(1)),
            chat: Rate::new(3, Duration::from_secs(3)),
            group: Rate::new(20, Duration::from_mins(1)),
        }
    }

    /// The limit for all that the bot sends.
    pub const fn overall(mut self, rate: Rate) -> Self {
        self.overall = rate;
        self
    }

    /// The limit for each chat.
    pub const fn chat(mut self, rate: Rate) -> Self {
        self.chat = rate;
        self
    }

    /// The limit for each group and channel, beside that for each chat.
    pub const fn group(mut self, rate: Rate) -> Self {
        self.group = rate;
        self
    }
}

/// The times of the latest messages, as many as the rate counts.
#[derive(Debug, Default)]
struct Recent(VecDeque<Instant>);

impl Recent {
    /// When the next message may be sent: at once if that is past.
    fn free_at(&self, rate: Rate) -> Option<Instant> {
        let full = self.0.len() >= rate.count as usize;
        full.then(|| self.0.front().map(|oldest| *oldest + rate.per)).flatten()
    }

    fn note(&mut self, rate: Rate, now: Instant, messages: u32) {
        self.0.extend((0..messages.min(rate.count)).map(|_| now));
        while self.0.len() > rate.count as usize {
            self.0.pop_front();
        }
    }

    fn is_past(&self, rate: Rate, now: Instant) -> bool {
        self.0.back().is_none_or(|latest| *latest + rate.per <= now)
    }
}

/// What was sent to a chat lately.
#[derive(Debug, Default)]
struct Chat {
    as_chat: Recent,
    as_group: Recent,
}

/// Limits that are kept in advance.
pub(super) struct Limits {
    rates: RateLimits,
    state: Mutex<State>,
    /// An answer has come behind another reply.
    hurry: Notify,
}

#[derive(Default)]
struct State {
    overall: Recent,
    chats: HashMap<i64, Chat>,
    answers: VecDeque<Waiting>,
    others: VecDeque<Waiting>,
    /// How many answers in a row had the bot's turn.
    in_a_row: u32,
    /// Whether a task gives out turns.
    is_served: bool,
    /// Answers that wait in their lanes, and the lane of each.
    lanes: HashMap<u64, i64>,
    /// How many of them each lane has.
    urgent: HashMap<i64, usize>,
}

/// A message that waits for the bot's turn.
struct Waiting {
    messages: u32,
    turn: oneshot::Sender<()>,
}

impl Limits {
    pub(super) fn new(rates: RateLimits) -> Arc<Self> {
        Arc::new(Limits { rates, state: Mutex::default(), hurry: Notify::new() })
    }

    /// Notes that an answer waits in a lane, so that what is before it there has to hurry.
    pub(super) fn expect(&self, reply: u64, lane: i64) {
        let mut state = self.state();
        state.lanes.insert(reply, lane);
        *state.urgent.entry(lane).or_default() += 1;
        drop(state);
        self.hurry.notify_waiters();
    }

    /// Takes a reply out of the lane; tells whether it is an answer.
    pub(super) fn take(&self, reply: u64) -> bool {
        let mut state = self.state();
        let Some(lane) = state.lanes.remove(&reply) else { return false };
        if let Entry::Occupied(mut urgent) = state.urgent.entry(lane) {
            *urgent.get_mut() -= 1;
            if *urgent.get() == 0 {
                urgent.remove();
            }
        }
        true
    }

    /// Waits until an answer waits in the lane.
    async fn is_urgent(&self, lane: i64) {
        loop {
            let hurry = self.hurry.notified();
            if self.state().urgent.contains_key(&lane) {
                return;
            }
            hurry.await;
        }
    }

    /// Waits until a reply may be sent to the chat, which counts as sent then. A chat's replies come one after the other.
    pub(super) async fn turn(self: &Arc<Self>, chat: i64, reply: &QueuedReply, is_answer: bool) {
        let messages = messages_in(reply);
        if messages == 0 {
            return;
        }
        while let Some(free_at) = self.chat_is_free_at(chat) {
            tokio::time::sleep_until(free_at).await;
        }
        let is_turn = if is_answer {
            false
        } else {
            tokio::select! {
                biased;
                () = self.is_urgent(chat) => false,
                () = self.bots_turn(messages, false) => true,
            }
        };
        if !is_turn {
            self.bots_turn(messages, true).await;
        }
        self.note(chat, messages);
    }

    /// When the chat may get its next message, if not now.
    fn chat_is_free_at(&self, chat: i64) -> Option<Instant> {
        let state = self.state();
        let recent = state.chats.get(&chat)?;
        let free_at = recent.as_chat.free_at(self.rates.chat).max(recent.as_group.free_at(self.rates.group));
        free_at.filter(|free_at| *free_at > Instant::now())
    }

    /// Waits until the bot may send so many messages.
    async fn bots_turn(self: &Arc<Self>, messages: u32, is_answer: bool) {
        let is_turn = {
            let mut state = self.state();
            let (turn, is_turn) = oneshot::channel();
            let waiting = Waiting { messages, turn };
            if is_answer {
                state.answers.push_back(waiting);
            } else {
                state.others.push_back(waiting);
            }
            if !std::mem::replace(&mut state.is_served, true) {
                tokio::spawn(Arc::clone(self).give_turns());
            }
            is_turn
        };
        let _ = is_turn.await;
    }

    /// Gives out turns until nobody waits.
    async fn give_turns(self: Arc<Self>) {
        while let Some(free_at) = self.give_turn() {
            tokio::time::sleep_until(free_at).await;
        }
    }

    /// Gives all turns that there are now; tells when there are more, if anybody waits.
    fn give_turn(&self) -> Option<Instant> {
        let (mut state, now) = (self.state(), Instant::now());
        loop {
            if let Some(free_at) = state.overall.free_at(self.rates.overall).filter(|free_at| *free_at > now)
            {
                return Some(free_at);
            }
            let Some(Waiting { messages, turn }) = state.next() else {
                state.is_served = false;
                return None;
            };
            // Who does not wait any more, since the bot stops, needs no turn.
            if turn.send(()).is_ok() {
                state.overall.note(self.rates.overall, now, messages);
            }
        }
    }

    fn note(&self, chat: i64, messages: u32) {
        let (mut state, now) = (self.state(), Instant::now());
        let rates = self.rates;
        if state.chats.len() >= SWEEP && !state.chats.contains_key(&chat) {
            state.chats.retain(|_, recent| {
                !recent.as_chat.is_past(rates.chat, now) || !recent.as_group.is_past(rates.group, now)
            });
        }
        let recent = state.chats.entry(chat).or_default();
        recent.as_chat.note(rates.chat, now, messages);
        // Positive ids are people's.
        if chat < 0 {
            recent.as_group.note(rates.group, now, messages);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Who is next.
    fn next(&mut self) -> Option<Waiting> {
        let is_others_turn = self.answers.is_empty() || self.in_a_row >= ANSWERS_IN_A_ROW;
        if is_others_turn && let Some(other) = self.others.pop_front() {
            self.in_a_row = 0;
            return Some(other);
        }
        self.in_a_row = self.in_a_row.saturating_add(1);
        self.answers.pop_front()
    }
}

/// How many messages a call makes, as far as Telegram counts them.
fn messages_in(reply: &QueuedReply) -> u32 {
    #[derive(Deserialize)]
    struct Album {
        #[serde(default)]
        media: Vec<IgnoredAny>,
    }
    let writes = ["send", "copy", "forward", "edit"];
    match &*reply.method.to_ascii_lowercase() {
        "sendchataction" => 0,
        "sendmediagroup" => {
            let album = serde_json::from_str(&reply.payload).unwrap_or(Album { media: Vec::new() });
            u32::try_from(album.media.len()).unwrap_or(1).max(1)
        }
        method if writes.iter().any(|start| method.starts_with(start)) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn message() -> QueuedReply {
        QueuedReply { id: 1, lane: 1, method: "sendMessage".to_owned(), payload: "{}".to_owned() }
    }

    /// The seconds after which each of so many messages in a row is sent.
    async fn times(limits: &Arc<Limits>, chat: i64, count: usize) -> Vec<u64> {
        let (start, mut times) = (Instant::now(), Vec::new());
        for _ in 0..count {
            limits.turn(chat, &message(), true).await;
            times.push(start.elapsed().as_secs());
        }
        times
    }

    #[tokio::test(start_paused = true)]
    async fn a_chat_gets_a_short_burst_and_then_one_message_in_a_second() {
        let limits = Limits::new(RateLimits::telegram());
        assert_eq!(times(&limits, 1, 9).await, [0, 0, 0, 3, 3, 3, 6, 6, 6]);
        tokio::time::advance(10 * SECOND).await;
        assert_eq!(times(&limits, 1, 3).await, [0, 0, 0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_group_gets_twenty_messages_in_any_minute() {
        let limits = Limits::new(RateLimits::telegram());
        let times = times(&limits, -100, 45).await;
        for (first, later) in times.iter().zip(&times[20..]) {
            assert!(later - first >= 60, "{times:?}");
        }
        assert_eq!((times[19], times[20], times[40]), (18, 60, 120));
    }

    #[tokio::test(start_paused = true)]
    async fn the_bot_sends_thirty_messages_in_any_second_to_each_chat_in_turn() {
        let (limits, start) = (Limits::new(RateLimits::telegram()), Instant::now());
        let sends = (1..=100).map(|chat| {
            let limits = Arc::clone(&limits);
            tokio::spawn(async move {
                limits.turn(chat, &message(), true).await;
                (start.elapsed().as_secs(), chat)
            })
        });
        let mut sent = Vec::new();
        for send in sends.collect::<Vec<_>>() {
            sent.push(send.await.unwrap());
        }
        for second in 0..4 {
            let of_second = sent.iter().filter(|(at, _)| *at == second).map(|(_, chat)| *chat);
            let expected = second.cast_signed() * 30 + 1..=(second.cast_signed() * 30 + 30).min(100);
            assert_eq!(of_second.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_broadcast_to_ten_thousand_chats_delays_no_answer_and_goes_on_beside_answers() {
        let (limits, start) = (Limits::new(RateLimits::telegram()), Instant::now());
        for chat in 1..=10_000 {
            let limits = Arc::clone(&limits);
            tokio::spawn(async move { limits.turn(chat, &message(), false).await });
        }
        tokio::time::sleep(10 * SECOND).await;
        let answered = Instant::now();
        limits.turn(20_000, &message(), true).await;
        assert!(answered.elapsed() <= SECOND);
        // Answers to more people than the bot can keep up with leave a fifth to the broadcast.
        for chat in 30_000..31_000 {
            let limits = Arc::clone(&limits);
            tokio::spawn(async move { limits.turn(chat, &message(), true).await });
        }
        tokio::time::sleep(10 * SECOND).await;
        let (sent_before, others_left) = (30 * 10, limits.state().others.len());
        let sent_beside = 10_000 - others_left - sent_before;
        assert!((50..=95).contains(&sent_beside), "{sent_beside} after {:?}", start.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_behind_a_part_of_a_broadcast_takes_it_along() {
        let limits = Limits::new(RateLimits::telegram());
        for chat in 1..=10_000 {
            let limits = Arc::clone(&limits);
            tokio::spawn(async move { limits.turn(chat, &message(), false).await });
        }
        let last = tokio::spawn({
            let limits = Arc::clone(&limits);
            async move { limits.turn(20_000, &message(), false).await }
        });
        tokio::time::sleep(SECOND).await;
        let asked = Instant::now();
        limits.expect(7, 20_000);
        last.await.unwrap();
        assert!(limits.take(7) && !limits.take(7));
        limits.turn(20_000, &message(), true).await;
        assert!(asked.elapsed() <= 2 * SECOND, "{:?}", asked.elapsed());
        assert!(limits.state().urgent.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn who_does_not_wait_any_more_takes_no_turn() {
        let limits = Limits::new(RateLimits::telegram().overall(Rate::new(1, SECOND)));
        limits.turn(1, &message(), true).await;
        assert!(tokio::time::timeout(SECOND / 2, limits.turn(2, &message(), true)).await.is_err());
        let start = Instant::now();
        limits.turn(3, &message(), true).await;
        assert_eq!(start.elapsed(), SECOND / 2);
    }

    #[test]
    fn an_album_counts_as_its_pictures_and_what_is_no_message_not_at_all() {
        let call = |method: &str, payload: &str| {
            messages_in(&QueuedReply { method: method.to_owned(), payload: payload.to_owned(), ..message() })
        };
        assert_eq!(call("sendMediaGroup", r#"{"media":[{},{},{}]}"#), 3);
        assert_eq!(call("EditMessageText", "{}"), 1);
        assert_eq!([call("sendChatAction", "{}"), call("answerCallbackQuery", "{}")], [0, 0]);
    }
}
