//! When a function that recurs runs next: a record of the bot, one for each function.

use serde::{Deserialize, Serialize};

use super::schedule::{Recurrence, Schedule};
use crate::data::own_record;
use crate::store::Owner;

/// When a function that recurs runs next.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Job {
    /// Seconds since 1970; 0 before it has ever been planned.
    due: i64,
    /// The times by which it was planned, if the calendar tells them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schedule: Option<Schedule>,
}

own_record!(Job: Bot, "pouch::every");

impl Job {
    /// Whose record it is: the function's, by its name, which stays when the list of handlers changes.
    pub(crate) fn owner(name: &str) -> Owner {
        // FNV-1a.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Owner { id: 0, part: hash.cast_signed() }
    }

    /// Plans the first run, and another where the function recurs otherwise than before; when it is. What was missed stays.
    pub(crate) fn plan(&mut self, recurrence: Recurrence, now: i64) -> i64 {
        match recurrence {
            Recurrence::Period(every) => {
                let latest = now.saturating_add(every);
                if self.due == 0 || self.due > latest {
                    self.due = latest;
                }
                self.schedule = None;
            }
            Recurrence::Schedule(schedule) => {
                if self.due == 0 || (self.due > now && self.schedule != Some(schedule)) {
                    self.due = schedule.next_after(now);
                }
                self.schedule = Some(schedule);
            }
        }
        self.due
    }

    /// Plans the run after the one that is due now; when that is.
    pub(crate) fn fire(&mut self, recurrence: Recurrence, now: i64) -> i64 {
        self.due = recurrence.next(self.due, now);
        self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_run_is_a_period_away_and_later_ones_keep_the_beat() {
        let (mut job, minute) = (Job::default(), Recurrence::Period(60));
        assert_eq!((job.plan(minute, 1_000), job.plan(minute, 1_050)), (1_060, 1_060));
        assert_eq!((job.fire(minute, 1_200), job.plan(Recurrence::Period(10), 1_200)), (1_240, 1_210));
        assert_ne!(Job::owner("a"), Job::owner("b"));
    }

    #[test]
    fn another_schedule_counts_at_once_and_what_was_missed_by_the_old_one_stays() {
        const HOUR: i64 = 3_600;
        let at = |hour| {
            Recurrence::Schedule(Schedule::daily(chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap()))
        };
        let mut job = Job::default();
        assert_eq!(
            (job.plan(at(9), HOUR), job.plan(at(8), HOUR), job.plan(at(9), HOUR)),
            (9 * HOUR, 8 * HOUR, 9 * HOUR)
        );
        // A clock that is put back makes it no earlier.
        assert_eq!((job.fire(at(9), 9 * HOUR), job.plan(at(9), 8 * HOUR)), (33 * HOUR, 33 * HOUR));
        assert_eq!((job.plan(at(10), 34 * HOUR), job.fire(at(10), 34 * HOUR)), (33 * HOUR, 58 * HOUR));
        assert_eq!(job.plan(Recurrence::Period(60), 40 * HOUR), 40 * HOUR + 60);
        assert_eq!(job.plan(at(9), 40 * HOUR), 57 * HOUR);
    }
}
