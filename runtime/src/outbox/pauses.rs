//! Flood control: who has to wait because Telegram said so.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How many chats must be refused, one after the other and none served in between, for it to be about the bot.
const EVERYTHING: usize = 3;

/// How long refusals count as one after the other.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Who has to wait because Telegram said so, and until when.
///
/// Telegram's answer does not say whether it is one chat that gets too much or the bot that sends too much. A refused
/// chat waits alone. When several are refused within a second, and none is served in between, everything waits.
#[derive(Default)]
pub(super) struct Pauses {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    lanes: HashMap<i64, Instant>,
    everything: Option<Instant>,
    /// The chats refused since one was served.
    refused: HashMap<i64, Instant>,
}

impl Pauses {
    /// Notes that a call of this lane was refused for that long.
    pub(super) fn pause(&self, lane: i64, delay: Duration) {
        let now = Instant::now();
        let mut state = self.state();
        state.lanes.retain(|_, until| *until > now);
        state.refused.retain(|_, at| *at + AT_ONCE > now);
        state.lanes.insert(lane, now + delay);
        state.refused.insert(lane, now);
        if state.refused.len() >= EVERYTHING {
            state.everything = state.everything.max(Some(now + delay));
        }
    }

    /// Notes that a call was not refused.
    pub(super) fn served(&self) {
        self.state().refused.clear();
    }

    /// Until when this lane has to wait.
    pub(super) fn until(&self, lane: i64) -> Option<Instant> {
        let now = Instant::now();
        let state = self.state();
        state.lanes.get(&lane).copied().max(state.everything).filter(|until| *until > now)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn a_refused_chat_waits_alone() {
        let pauses = Pauses::default();
        pauses.pause(1, SECOND);
        pauses.pause(2, SECOND);
        assert_eq!(pauses.until(1), Some(Instant::now() + SECOND));
        assert_eq!(pauses.until(3), None);
        tokio::time::advance(SECOND).await;
        assert_eq!(pauses.until(1), None);
        pauses.pause(3, SECOND);
        assert_eq!(pauses.until(4), None);
    }

    #[tokio::test(start_paused = true)]
    async fn several_chats_refused_at_once_make_everything_wait() {
        let pauses = Pauses::default();
        (1..=3).for_each(|lane| pauses.pause(lane, 2 * SECOND));
        assert_eq!(pauses.until(4), Some(Instant::now() + 2 * SECOND));
    }

    #[tokio::test(start_paused = true)]
    async fn where_one_chat_is_served_it_is_not_about_everything() {
        let pauses = Pauses::default();
        (1..=2).for_each(|lane| pauses.pause(lane, 2 * SECOND));
        pauses.served();
        pauses.pause(3, 2 * SECOND);
        assert_eq!(pauses.until(4), None);
    }
}
