//! Moments that somebody waits for. What is due stands in records; this only knows when to look.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tracing::warn;

use super::TROUBLE;
use super::dispatcher::Dispatcher;
use crate::data::{Data, RecordError};
use crate::error::Chain;
use crate::store::Owner;
use crate::survey::Runs;
use crate::timer::{Alarm, Called, Timers, Whose};

/// How long a wait may be before the time is looked at again: somebody may set the clock.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// When to look at what.
#[derive(Clone, Default)]
pub(crate) struct Alarms(Arc<Inner>);

#[derive(Default)]
struct Inner {
    moments: Mutex<Moments>,
    is_sooner: Notify,
}

#[derive(Default)]
struct Moments {
    /// The first one first.
    in_order: BTreeSet<(i64, Whose)>,
    /// One for each.
    by_owner: HashMap<Whose, (i64, Option<Called>)>,
    /// Whether what the store holds is known.
    are_loaded: bool,
    /// Whether what is due just now is being given to its handlers.
    are_ringing: bool,
    /// How many have gone off.
    count: usize,
}

impl Moments {
    fn set(&mut self, Alarm { due, whose, called }: Alarm) {
        if let Some((before, _)) = self.by_owner.insert(whose, (due, called)) {
            self.in_order.remove(&(before, whose));
        }
        self.in_order.insert((due, whose));
    }
}

impl Alarms {
    /// Sets alarms, each instead of another that was set for the same before.
    pub(super) fn set(&self, alarms: impl IntoIterator<Item = Alarm>) {
        let mut moments = self.moments();
        let first = moments.in_order.first().copied();
        alarms.into_iter().for_each(|alarm| moments.set(alarm));
        let is_sooner = moments.in_order.first().copied() != first;
        drop(moments);
        if is_sooner {
            self.0.is_sooner.notify_one();
        }
    }

    /// Sets an alarm that the store knows, unless a handler has set another in the meantime.
    fn load(&self, alarm: Alarm) {
        let mut moments = self.moments();
        if !moments.by_owner.contains_key(&alarm.whose) {
            moments.set(alarm);
        }
    }

    /// Takes what is due by then, and tells how long it takes until more is.
    fn take_due(&self, now: i64) -> (Vec<Alarm>, Duration) {
        let mut moments = self.moments();
        let mut alarms = Vec::new();
        while let Some((due, whose)) = moments.in_order.first().copied().filter(|(due, _)| *due <= now) {
            moments.in_order.remove(&(due, whose));
            let called = moments.by_owner.remove(&whose).and_then(|(_, called)| called);
            alarms.push(Alarm { due, whose, called });
        }
        moments.are_ringing = !alarms.is_empty();
        moments.count += alarms.len();
        let next = moments.in_order.first().and_then(|(due, _)| u64::try_from(due - now).ok());
        (alarms, next.map_or(LONGEST_WAIT, Duration::from_secs).min(LONGEST_WAIT))
    }

    /// How many have gone off, if whatever is due by then has been given to its handler.
    #[cfg(feature = "testing")]
    pub(crate) fn quiet(&self, now: i64) -> Option<usize> {
        let moments = self.moments();
        let is_due = moments.in_order.first().is_some_and(|(due, _)| *due <= now);
        (moments.are_loaded && !moments.are_ringing && !is_due).then_some(moments.count)
    }

    fn moments(&self) -> MutexGuard<'_, Moments> {
        self.0.moments.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Dispatcher {
    /// Runs what is due: timers, functions that recur, and reminders and ends of surveys.
    pub(crate) async fn keep_time(&self) {
        while let Err(error) = self.load_alarms().await {
            warn!(error = %Chain(&error), retry_in = ?TROUBLE, "what is to run later can't be read");
            tokio::time::sleep(TROUBLE).await;
        }
        self.alarms.moments().are_loaded = true;
        let mut clock = self.transactions.services.clock.clone();
        loop {
            let (due, wait) = self.alarms.take_due(clock.now());
            for alarm in due {
                self.ring(alarm);
            }
            self.alarms.moments().are_ringing = false;
            tokio::select! {
                () = tokio::time::sleep(wait) => (),
                () = self.alarms.0.is_sooner.notified() => (),
                () = clock.moved() => (),
            }
        }
    }

    fn ring(&self, alarm: Alarm) {
        match alarm {
            Alarm { whose: Whose::Surveys(owner), .. } => self.look_at_surveys(owner),
            Alarm { whose: Whose::Job(name), .. } => self.run_job(name),
            Alarm { whose: Whose::Chat(chat), called: Some(called), .. } => self.fire(chat, &called),
            Alarm { called: None, .. } => (),
        }
    }

    /// Reads from the store what waits for when.
    async fn load_alarms(&self) -> Result<(), RecordError> {
        if self.router.has_surveys() {
            self.load_from(|owner, runs: &Runs| runs.alarm(owner)).await?;
        }
        self.load_from(|owner, timers: &Timers| timers.alarm(owner.id)).await?;
        self.plan_jobs();
        Ok(())
    }

    /// Sets the alarms of all records of a type; one that can't be read has none.
    async fn load_from<T: Data>(&self, alarm: fn(Owner, &T) -> Option<Alarm>) -> Result<(), RecordError> {
        let mut listed = self.records().listed::<T>();
        loop {
            match listed.next(self.records()).await {
                Ok(Some((owner, record))) => {
                    if let Some(alarm) = alarm(owner, &record) {
                        self.alarms.load(alarm);
                    }
                }
                Ok(None) => return Ok(()),
                Err(error @ RecordError::Store(_)) => return Err(error),
                Err(error) => warn!(error = %Chain(&error), "nobody is reminded of what is in it"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alarm(due: i64, owner: Owner) -> Alarm {
        Alarm { due, whose: Whose::Surveys(owner), called: None }
    }

    #[test]
    fn each_has_one_moment_and_the_first_comes_first() {
        let alarms = Alarms::default();
        let (ann, bob) = (Owner::in_chat(1, 1), Owner::in_chat(1, 2));
        alarms.set([alarm(10, ann), alarm(20, bob)]);
        alarms.set([alarm(25, ann)]);
        alarms.load(alarm(1, ann));
        assert_eq!(alarms.take_due(15), (Vec::new(), Duration::from_secs(5)));
        assert_eq!(alarms.take_due(30), (vec![alarm(20, bob), alarm(25, ann)], LONGEST_WAIT));
        assert_eq!(alarms.take_due(30), (Vec::new(), LONGEST_WAIT));
    }
}
