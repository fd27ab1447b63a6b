//! Moments that people's surveys wait for. What is due stands in their records; this only knows when to look.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tracing::warn;

use super::dispatcher::Dispatcher;
use crate::data::RecordError;
use crate::error::Chain;
use crate::store::Owner;
use crate::survey::{Runs, now};

/// How long a wait may be before the time is looked at again: somebody may set the clock.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How long to wait until the store may be readable again.
const TROUBLE: Duration = Duration::from_secs(5);

/// When to look at whose surveys.
#[derive(Clone, Default)]
pub(crate) struct Timers(Arc<Inner>);

#[derive(Default)]
struct Inner {
    moments: Mutex<Moments>,
    is_sooner: Notify,
}

#[derive(Default)]
struct Moments {
    /// The first one first.
    in_order: BTreeSet<(i64, Owner)>,
    /// One for each person in a chat.
    by_owner: HashMap<Owner, i64>,
}

impl Timers {
    /// Looks at a person's surveys at that time, in seconds since 1970, instead of another that was set before.
    pub(super) fn set(&self, wake: Option<(i64, Owner)>) {
        let Some((due, owner)) = wake else { return };
        let mut moments = self.moments();
        if let Some(before) = moments.by_owner.insert(owner, due) {
            moments.in_order.remove(&(before, owner));
        }
        moments.in_order.insert((due, owner));
        let is_first = moments.in_order.first() == Some(&(due, owner));
        drop(moments);
        if is_first {
            self.0.is_sooner.notify_one();
        }
    }

    /// Whose surveys are due by then, and how long it takes until more are.
    fn take_due(&self, now: i64) -> (Vec<Owner>, Duration) {
        let mut moments = self.moments();
        let mut due = Vec::new();
        while let Some((at, owner)) = moments.in_order.first().copied().filter(|(at, _)| *at <= now) {
            moments.in_order.remove(&(at, owner));
            moments.by_owner.remove(&owner);
            due.push(owner);
        }
        let next = moments.in_order.first().and_then(|(at, _)| u64::try_from(at - now).ok());
        (due, next.map_or(LONGEST_WAIT, Duration::from_secs).min(LONGEST_WAIT))
    }

    fn moments(&self) -> MutexGuard<'_, Moments> {
        self.0.moments.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Dispatcher {
    /// Reminds people of their surveys, and ends them, when that is due.
    pub(crate) async fn keep_time(&self) {
        while let Err(error) = self.load_timers().await {
            warn!(error = %Chain(&error), retry_in = ?TROUBLE, "what people wait for can't be read");
            tokio::time::sleep(TROUBLE).await;
        }
        loop {
            let (due, wait) = self.timers.take_due(now());
            for owner in due {
                self.ring(owner);
            }
            tokio::select! {
                () = tokio::time::sleep(wait) => (),
                () = self.timers.0.is_sooner.notified() => (),
            }
        }
    }

    /// Reads from the store who waits for what.
    async fn load_timers(&self) -> Result<(), RecordError> {
        if self.router.has_surveys() {
            let mut people = self.records().listed::<Runs>();
            while let Some((owner, runs)) = people.next(self.records()).await? {
                self.timers.set(runs.due().map(|due| (due, owner)));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_one_moment_and_the_first_comes_first() {
        let timers = Timers::default();
        let (ann, bob) = (Owner::in_chat(1, 1), Owner::in_chat(1, 2));
        timers.set(Some((10, ann)));
        timers.set(Some((20, bob)));
        timers.set(Some((25, ann)));
        assert_eq!(timers.take_due(15), (Vec::new(), Duration::from_secs(5)));
        assert_eq!(timers.take_due(30), (vec![bob, ann], LONGEST_WAIT));
        assert_eq!(timers.take_due(30), (Vec::new(), LONGEST_WAIT));
    }
}
