//! The time that all dates come from.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The real time and what tests added to it.
#[derive(Default)]
pub(crate) struct Clock {
    ahead: Duration,
}

impl Clock {
    /// Whole seconds since 1970, as all of Telegram's dates.
    pub(crate) fn now(&self) -> u64 {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        (real + self.ahead).as_secs()
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.ahead += by;
    }
}
