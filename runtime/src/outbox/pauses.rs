//! Flood control: who has to wait because Telegram said so.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Who has to wait because Telegram said so, and until when.
///
/// Telegram's answer does not say whether it is one chat that gets too much or the bot that sends too much. One
/// refused chat waits alone; when another chat is refused while it waits, everything waits.
#[derive(Default)]
pub(super) struct Pauses {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    lanes: HashMap<i64, Instant>,
    everything: Option<Instant>,
}

impl Pauses {
    /// Notes that a call of this lane was refused for that long.
    pub(super) fn pause(&self, lane: i64, delay: Duration) {
        let now = Instant::now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.lanes.retain(|_, until| *until > now);
        if state.lanes.keys().any(|paused| *paused != lane) {
            state.everything = state.everything.max(Some(now + delay));
        }
        state.lanes.insert(lane, now + delay);
    }

    /// Until when this lane has to wait.
    pub(super) fn until(&self, lane: i64) -> Option<Instant> {
        let now = Instant::now();
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.lanes.get(&lane).copied().max(state.everything).filter(|until| *until > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn one_refused_chat_waits_alone() {
        let pauses = Pauses::default();
        pauses.pause(1, SECOND);
        assert_eq!(pauses.until(1), Some(Instant::now() + SECOND));
        assert_eq!(pauses.until(2), None);
        tokio::time::advance(SECOND).await;
        assert_eq!(pauses.until(1), None);
        pauses.pause(2, SECOND);
        assert_eq!(pauses.until(1), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_second_refused_chat_makes_everything_wait() {
        let pauses = Pauses::default();
        pauses.pause(1, SECOND);
        pauses.pause(2, 2 * SECOND);
        assert_eq!(pauses.until(3), Some(Instant::now() + 2 * SECOND));
    }
}
