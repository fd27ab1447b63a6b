//! Waiting longer after each failure.

use std::time::Duration;

/// Delays that double after each failure, from a first to a longest one.
#[derive(Debug)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    failures: u32,
}

impl Backoff {
    pub(crate) const fn new(first: Duration, longest: Duration) -> Self {
        Backoff { first, longest, failures: 0 }
    }

    /// The delay after one more failure.
    pub(crate) fn next_delay(&mut self) -> Duration {
        let delay = self.first.saturating_mul(2_u32.saturating_pow(self.failures));
        self.failures = self.failures.saturating_add(1);
        delay.min(self.longest)
    }

    /// How often it has failed in a row.
    pub(crate) const fn failures(&self) -> u32 {
        self.failures
    }

    /// Starts over after a success; says whether there had been failures.
    pub(crate) fn succeed(&mut self) -> bool {
        std::mem::take(&mut self.failures) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_longest() {
        let mut backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(8));
        let delays: Vec<u128> = (0..7).map(|_| backoff.next_delay().as_millis()).collect();
        assert_eq!(delays, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert!(backoff.succeed() && !backoff.succeed());
        assert_eq!(backoff.next_delay().as_millis(), 500);
        (0..100).for_each(|_| _ = backoff.next_delay());
        assert_eq!(backoff.next_delay(), Duration::from_secs(8));
    }
}
