//! Timers as answers: what is to run when, and what is not to run any more.

use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::alarm::Place;
use super::schedule::Schedule;
use crate::clock::seconds_since_1970;
use crate::failure::Failure;

/// An answer that has a [`#[timer]`](crate::timer) function run later, in the chat of the update.
///
/// The functions `after`, `at` and `on` that the attribute adds make it. It is set in the transaction of the handler that
/// returns it, so a handler that fails sets none.
///
/// ```
/// use pouch::prelude::*;
///
/// #[timer]
/// fn remind(text: String) -> String {
///     format!("Don't forget: {text}")
/// }
///
/// /// Be reminded of something
/// #[command("remind")]
/// fn remind_me(delay: Duration, text: String) -> (Timer, &'static str) {
///     (remind::after(delay, text), "I will.")
/// }
/// # let _ = App::new(handlers![remind, remind_me]);
/// ```
#[derive(Clone, Debug)]
#[must_use = "a timer is set when a handler returns it"]
pub struct Timer {
    pub(super) name: &'static str,
    pub(super) key: Option<String>,
    pub(super) when: When,
    pub(super) every: Option<i64>,
    fields: Map<String, Value>,
    /// Why its arguments can't be stored.
    problem: Option<String>,
}

/// When a timer runs first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    After(Duration),
    At(SystemTime),
    /// At the first of these times, and all that follow.
    On(Schedule),
}

/// An answer that takes back the timers of one function with one key in the chat of the update, if there are any: the
/// function `cancel` that [`#[timer]`](crate::timer) adds makes it.
#[derive(Clone, Debug)]
#[must_use = "a timer is cancelled when a handler returns this"]
pub struct CancelTimer {
    name: &'static str,
    key: String,
}

/// A type that can be an argument of a [`#[timer]`](crate::timer) function: the store keeps its value, as JSON, until
/// the function runs. Whatever serde can write and read is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't wait for a timer: the store can't keep it",
    label = "can't be kept",
    note = "put `#[derive(Serialize, Deserialize)]` on its definition",
    note = "to borrow what the bot knows write `&{Self}`"
)]
pub trait TimerArg: Sized {
    /// The value as JSON.
    ///
    /// # Errors
    /// If JSON can't express it.
    fn to_json(&self) -> serde_json::Result<Value>;

    /// Reads what [`to_json`](TimerArg::to_json) has written.
    ///
    /// # Errors
    /// If it is anything else.
    fn from_json(json: Value) -> serde_json::Result<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> TimerArg for T {
    fn to_json(&self) -> serde_json::Result<Value> {
        serde_json::to_value(self)
    }

    fn from_json(json: Value) -> serde_json::Result<Self> {
        serde_json::from_value(json)
    }
}

impl Timer {
    /// One that runs so much later. For generated code.
    #[doc(hidden)]
    pub fn after(name: &'static str, delay: Duration) -> Self {
        Timer::new(name, When::After(delay))
    }

    /// One that runs at that time. For generated code.
    #[doc(hidden)]
    pub fn at(name: &'static str, moment: impl Into<SystemTime>) -> Self {
        Timer::new(name, When::At(moment.into()))
    }

    /// One that runs again and again, by the calendar. For generated code.
    #[doc(hidden)]
    pub fn on(name: &'static str, schedule: Schedule) -> Self {
        Timer::new(name, When::On(schedule))
    }

    fn new(name: &'static str, when: When) -> Self {
        Timer { name, when, key: None, every: None, fields: Map::new(), problem: None }
    }

    /// With an argument. For generated code.
    #[doc(hidden)]
    pub fn with(mut self, name: &'static str, value: serde_json::Result<Value>) -> Self {
        match value {
            Ok(value) => drop(self.fields.insert(name.to_owned(), value)),
            Err(error) => self.problem = Some(format!("`{name}` of a timer can't be stored: {error}")),
        }
        self
    }

    /// Gives it a name by which it can be cancelled. Of one function and one key, a chat has one timer: a new one takes
    /// the place of the old one.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Has it run again and again, so long after the moment for which it was set, until it is cancelled by its key. What
    /// the bot has missed is run once. Less than a second is a second. For a time of day, which summer time moves, there is
    /// [`Schedule`].
    pub fn every(mut self, period: Duration) -> Self {
        self.every = Some(whole_seconds(period).max(1));
        self
    }
}

impl CancelTimer {
    /// Of that function, with that key. For generated code.
    #[doc(hidden)]
    pub fn new(name: &'static str, key: impl Into<String>) -> Self {
        CancelTimer { name, key: key.into() }
    }
}

/// What a handler wants of the timers of its chat.
#[derive(Debug)]
pub(crate) enum Order {
    /// That one has run now.
    Fired(Uuid),
    Set(Setting),
    Cancel {
        name: &'static str,
        key: String,
    },
}

/// A timer with the place where it is set.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(super) timer: Timer,
    pub(super) speaker: Option<i64>,
    pub(super) place: Place,
}

impl Timer {
    /// The stored name of its function.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// What sets it there, for that person.
    pub(crate) fn set(self, place: Place, speaker: Option<i64>) -> Result<Order, Failure> {
        match &self.problem {
            Some(problem) => Err(Failure::Returned(problem.clone().into())),
            None => Ok(Order::Set(Setting { timer: self, speaker, place })),
        }
    }

    /// When it runs first, in seconds since 1970.
    pub(super) fn due(&self, now: i64) -> i64 {
        match self.when {
            When::After(delay) => now.saturating_add(whole_seconds(delay)),
            When::At(moment) => seconds_since_1970(moment),
            When::On(schedule) => schedule.next_after(now),
        }
    }

    /// The times by which it recurs, if it does so by the calendar.
    pub(super) fn schedule(&self) -> Option<Schedule> {
        match self.when {
            When::On(schedule) if self.every.is_none() => Some(schedule),
            _ => None,
        }
    }

    pub(super) fn into_fields(self) -> Map<String, Value> {
        self.fields
    }
}

impl CancelTimer {
    pub(crate) fn into_order(self) -> Order {
        Order::Cancel { name: self.name, key: self.key }
    }
}

/// Not less than the duration is long.
fn whole_seconds(duration: Duration) -> i64 {
    let seconds = duration.as_secs().saturating_add(u64::from(duration.subsec_nanos() > 0));
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
