//! When a function that recurs runs next: a record of the bot, one for each function.

use serde::{Deserialize, Serialize};

use super::book::next;
use crate::data::Data;
use crate::store::{Owner, Scope};

/// When a function that recurs runs next.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Job {
    /// Seconds since 1970; 0 before it has ever been planned.
    due: i64,
}

impl Data for Job {
    const SCOPE: Scope = Scope::Bot;
    const NAME: &'static str = "pouch::every";
    const PATH: &'static str = "pouch::every";
    const MERGE: Option<fn(Self, &mut Self)> = None;
}

impl Job {
    /// Whose record it is: the function's, by its name, which stays when the list of handlers changes.
    pub(crate) fn owner(name: &str) -> Owner {
        // FNV-1a.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Owner { id: 0, part: hash.cast_signed() }
    }

    /// Plans the first run, and an earlier one where the period has become shorter; when it is.
    pub(crate) fn plan(&mut self, every: i64, now: i64) -> i64 {
        let latest = now.saturating_add(every);
        if self.due == 0 || self.due > latest {
            self.due = latest;
        }
        self.due
    }

    /// Plans the run after the one that is due now; when that is.
    pub(crate) fn fire(&mut self, every: i64, now: i64) -> i64 {
        self.due = next(self.due, every, now);
        self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_run_is_a_period_away_and_later_ones_keep_the_beat() {
        let mut job = Job::default();
        assert_eq!((job.plan(60, 1_000), job.plan(60, 1_050)), (1_060, 1_060));
        assert_eq!((job.fire(60, 1_200), job.plan(10, 1_200)), (1_240, 1_210));
        assert_ne!(Job::owner("a"), Job::owner("b"));
    }
}
