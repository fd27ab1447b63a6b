//! The time by which the bot reminds people, lets things expire, and runs what is to run later.

use std::future::pending;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// The computer's time, and what a test has added to it.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    ahead: watch::Receiver<Duration>,
}

impl Clock {
    /// A clock that runs ahead of the computer's by what is sent there.
    pub(crate) fn ahead_by(ahead: watch::Receiver<Duration>) -> Self {
        Clock { ahead }
    }

    /// Whole seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        seconds_since_1970(SystemTime::now() + *self.ahead.borrow())
    }

    /// Waits until somebody moves the clock.
    pub(crate) async fn moved(&mut self) {
        if self.ahead.changed().await.is_err() {
            pending::<()>().await;
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Clock::ahead_by(watch::channel(Duration::ZERO).1)
    }
}

/// Whole seconds since 1970; 0 before that.
pub(crate) fn seconds_since_1970(moment: SystemTime) -> i64 {
    let since = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
