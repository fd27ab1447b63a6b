//! The timers of a chat: a record of the chat, so they follow a group that becomes a supergroup.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::alarm::{Alarm, Place, Whose};
use super::fired::Fired;
use super::order::{Order, Setting};
use super::schedule::{Recurrence, Schedule};
use crate::data::own_record;
use crate::failure::Failure;

/// How many timers one chat can have.
const MOST: usize = 1_000;

/// The timers that are set in a chat, for handlers that borrow `&Timers`; the one that runs next comes first.
///
/// Handlers set and cancel them by what they return; see [`Timer`](crate::Timer).
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Timers {
    timers: Vec<PendingTimer>,
}

/// A timer that has not run yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PendingTimer {
    pub(super) id: Uuid,
    pub(super) name: String,
    /// Seconds since 1970.
    due: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// Seconds after which it runs again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    every: Option<i64>,
    /// By which it runs again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schedule: Option<Schedule>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) speaker: Option<i64>,
    #[serde(default)]
    pub(super) place: Place,
    #[serde(default)]
    fields: Map<String, Value>,
}

own_record!(Timers: Chat, "pouch::timers", path = "pouch::Timers", merge = Timers::join);

impl Timers {
    /// The timers that are set, the next one first.
    pub fn iter(&self) -> impl Iterator<Item = &PendingTimer> {
        self.timers.iter()
    }

    /// Keeps the timers of a group with those of the supergroup that it became.
    fn join(group: Timers, supergroup: &mut Timers) {
        group.timers.into_iter().for_each(|timer| supergroup.insert(timer));
    }

    /// When to look at the timers of that chat.
    pub(crate) fn alarm(&self, chat: i64) -> Option<Alarm> {
        self.timers.first().map(|timer| timer.alarm(chat))
    }

    /// The timer, if it is still set and due by then.
    pub(crate) fn due(&self, id: Uuid, now: i64) -> Option<&PendingTimer> {
        self.timers.iter().find(|timer| timer.id == id && timer.due <= now)
    }

    /// Does what a handler wants.
    pub(crate) fn take(&mut self, order: Order, now: i64) -> Result<(), Failure> {
        match order {
            Order::Fired(id) => self.fire(id, now),
            Order::Cancel { name, key } => self.cancel(name, &key),
            Order::Set(setting) => self.set(setting, now)?,
        }
        Ok(())
    }

    /// Takes a timer out that has run, or sets it anew.
    pub(crate) fn fire(&mut self, id: Uuid, now: i64) {
        let Some(position) = self.timers.iter().position(|timer| timer.id == id) else { return };
        let timer = self.timers.remove(position);
        if let Some(recurrence) = timer.recurrence() {
            self.insert(PendingTimer { due: recurrence.next(timer.due, now), ..timer });
        }
    }

    /// Those of a person, if there are any.
    pub(super) fn of(&self, person: i64) -> Option<Timers> {
        let timers: Vec<_> = self.timers.iter().filter(|timer| timer.is_of(person)).cloned().collect();
        (!timers.is_empty()).then_some(Timers { timers })
    }

    /// Takes out the timers of a person.
    pub(super) fn forget(&mut self, person: i64) {
        self.timers.retain(|timer| !timer.is_of(person));
    }

    fn cancel(&mut self, name: &str, key: &str) {
        self.timers.retain(|timer| !(timer.name == name && timer.key.as_deref() == Some(key)));
    }

    fn set(&mut self, setting: Setting, now: i64) -> Result<(), Failure> {
        let Setting { timer, speaker, place } = setting;
        if let Some(key) = &timer.key {
            self.cancel(timer.name, key);
        }
        if self.timers.len() >= MOST {
            let full = format!("a chat can have {MOST} timers, and this one has them; cancel some first");
            return Err(Failure::Returned(full.into()));
        }
        self.insert(PendingTimer {
            id: Uuid::new_v4(),
            name: timer.name.to_owned(),
            due: timer.due(now),
            key: timer.key.clone(),
            every: timer.every,
            schedule: timer.schedule(),
            speaker,
            place,
            fields: timer.into_fields(),
        });
        Ok(())
    }

    /// Behind those that are due at the same time.
    fn insert(&mut self, timer: PendingTimer) {
        let position = self.timers.partition_point(|other| other.due <= timer.due);
        self.timers.insert(position, timer);
    }
}

impl PendingTimer {
    /// Whether it was set for that person.
    pub(crate) fn is_of(&self, person: i64) -> bool {
        self.speaker == Some(person)
    }

    /// The name of its function.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it can be cancelled by.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// When it runs next.
    pub fn due(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.due, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The times by which it recurs, if it was set by a schedule.
    pub fn schedule(&self) -> Option<Schedule> {
        self.schedule
    }

    /// The value of an argument, by its name.
    pub fn argument(&self, name: &str) -> Option<&Value> {
        self.fields.get(name)
    }

    fn recurrence(&self) -> Option<Recurrence> {
        self.every.map(Recurrence::Period).or(self.schedule.map(Recurrence::Schedule))
    }

    pub(crate) fn fired(&self) -> Fired {
        Fired { id: self.id, fields: self.fields.clone() }
    }

    fn alarm(&self, chat: i64) -> Alarm {
        Alarm { due: self.due, whose: Whose::Chat(chat), called: Some(self.called()) }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::order::Timer;
    use super::*;

    fn set(timers: &mut Timers, timer: Timer, now: i64) {
        timers.take(timer.set(Place::default(), Some(7)).unwrap(), now).unwrap();
    }

    fn dues(timers: &Timers) -> Vec<i64> {
        timers.timers.iter().map(|timer| timer.due).collect()
    }

    #[test]
    fn the_next_one_comes_first_and_a_key_is_there_once() {
        let mut timers = Timers::default();
        let after = |seconds| Timer::after("remind", Duration::from_secs(seconds));
        set(&mut timers, after(30), 100);
        set(&mut timers, after(10).key("a"), 100);
        set(&mut timers, after(20).key("a"), 100);
        assert_eq!(dues(&timers), [120, 130]);
        timers.take(Order::Cancel { name: "other", key: "a".to_owned() }, 100).unwrap();
        assert_eq!(timers.alarm(5).unwrap().due, 120);
        timers.take(Order::Cancel { name: "remind", key: "a".to_owned() }, 100).unwrap();
        assert_eq!(dues(&timers), [130]);
        timers.forget(7);
        assert!(timers.alarm(5).is_none());
    }

    #[test]
    fn one_that_recurs_keeps_its_beat_and_runs_once_for_what_was_missed() {
        let mut timers = Timers::default();
        set(
            &mut timers,
            Timer::after("beat", Duration::from_millis(9_001)).every(Duration::from_secs(10)),
            100,
        );
        let id = timers.timers[0].id;
        assert!(timers.due(id, 109).is_none() && timers.due(id, 110).is_some());
        timers.fire(id, 110);
        assert_eq!(dues(&timers), [120]);
        timers.fire(id, 155);
        assert_eq!(dues(&timers), [160]);
    }

    #[test]
    fn a_chat_has_only_so_many() {
        let mut timers = Timers::default();
        let timer = || Timer::after("remind", Duration::ZERO);
        (0..MOST).for_each(|_| set(&mut timers, timer(), 0));
        assert!(timers.take(timer().set(Place::default(), None).unwrap(), 0).is_err());
    }
}
