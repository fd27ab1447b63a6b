//! The time that tests can move.

use std::time::Duration;

use tokio::sync::watch;

use crate::Emulator;

/// The emulator's clock, which all of Telegram's dates come from. It runs with the real one, and can be put forward.
#[derive(Clone, Debug)]
pub struct Clock {
    emulator: Emulator,
}

impl Emulator {
    /// The clock.
    pub fn clock(&self) -> Clock {
        Clock { emulator: self.clone() }
    }
}

impl Clock {
    /// Lets time pass at once.
    pub fn advance(&self, by: Duration) {
        self.emulator.state().world().clock.advance(by);
        self.emulator.state().note_conditions();
    }

    /// By how much it is ahead of the computer's clock, for who wants to go with it.
    pub fn ahead(&self) -> watch::Receiver<Duration> {
        self.emulator.state().world().clock.ahead()
    }

    /// Seconds since 1970.
    pub fn now(&self) -> u64 {
        self.emulator.state().world().clock.now()
    }
}
