//! The time that all dates come from.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// The real time and what tests added to it.
pub(crate) struct Clock {
    ahead: watch::Sender<Duration>,
}

impl Default for Clock {
    fn default() -> Self {
        Clock { ahead: watch::Sender::new(Duration::ZERO) }
    }
}

impl Clock {
    /// Whole seconds since 1970, as all of Telegram's dates.
    pub(crate) fn now(&self) -> u64 {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        (real + *self.ahead.borrow()).as_secs()
    }

    /// By how much it is ahead of the computer's.
    pub(crate) fn ahead(&self) -> watch::Receiver<Duration> {
        self.ahead.subscribe()
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.ahead.send_modify(|ahead| *ahead += by);
    }
}
