//! Times by the calendar, and what they have in common with periods: after each there is a next one.

use std::fmt;

use chrono::{DateTime, Datelike, Days as Span, NaiveDate, NaiveTime, Timelike, Utc, Weekday};
use serde::{Deserialize, Deserializer, Serialize};

use crate::zone::{Zone, known};

/// How many days there may be between two times: the 31st of a month, and the last day of the next one but one.
const LONGEST: u64 = 64;

const DAY: i64 = 86_400;

/// Times by the calendar of a zone: each day, some days of the week, or one day of each month, at one time of day. They
/// keep that time over summer time.
///
/// - A time that is passed over when clocks are put forward comes later by as much as they are: `02:30` is `03:30` on
///   that day.
/// - A time that clocks show twice when they are put back is the first of the two.
/// - In a month that is too short for its day, that is the last one: the 31st is the end of each month.
///
/// A [`#[timer]`](crate::timer) function is set by one with `on`:
///
/// ```
/// use pouch::prelude::*;
///
/// #[timer]
/// fn remind(text: String) -> String {
///     text
/// }
///
/// /// Be reminded each day, such as: /daily 9:00 stretch
/// #[command("daily")]
/// fn daily(at: Time, text: String) -> (Timer, &'static str) {
///     (remind::on(Schedule::daily(at), text.clone()).key(text), "I will.")
/// }
/// # let _ = App::new(handlers![remind, daily]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "Written")]
pub struct Schedule {
    days: Days,
    /// Seconds since midnight.
    at: u32,
    /// The name of the zone: which zones there are is not known in `const` code.
    zone: &'static str,
}

/// On which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// Each.
    All,
    /// One bit for each day of the week, that of Monday the lowest.
    OfWeek(u8),
    /// From 1 to 31.
    OfMonth(u8),
}

impl Schedule {
    /// Each day at that time, in UTC.
    pub fn daily(at: NaiveTime) -> Self {
        Schedule::new(Days::All, at)
    }

    /// On those days of the week, at that time in UTC. Without any, on each day.
    pub fn weekly(days: impl IntoIterator<Item = Weekday>, at: NaiveTime) -> Self {
        let days = days.into_iter().fold(0, |all, day| all | bit(day));
        Schedule::new(if days == 0 { Days::All } else { Days::OfWeek(days) }, at)
    }

    /// On that day of each month, from 1 to 31, at that time in UTC. A month that is shorter has it on its last day.
    pub fn monthly(day: u8, at: NaiveTime) -> Self {
        Schedule::new(Days::OfMonth(day.clamp(1, 31)), at)
    }

    /// The same in that zone.
    pub fn zone(self, zone: Zone) -> Self {
        Schedule { zone: zone.name(), ..self }
    }

    fn new(days: Days, at: NaiveTime) -> Self {
        Schedule { days, at: at.num_seconds_from_midnight(), zone: Zone::UTC.name() }
    }

    /// For generated code, which has checked all of it.
    #[doc(hidden)]
    pub const fn of(days: Days, minute: u32, zone: &'static str) -> Self {
        Schedule { days, at: minute * 60, zone }
    }

    /// The first time after that, in seconds since 1970.
    pub(super) fn next_after(self, moment: i64) -> i64 {
        let Some(after) = DateTime::<Utc>::from_timestamp(moment, 0) else { return i64::MAX };
        // A build without the feature `zones` may find what one with it has stored.
        let zone = Zone::named(self.zone).unwrap_or(Zone::UTC);
        let (today, time) = (zone.local(after).date(), self.time());
        // Where clocks have passed over a whole day, the one before it may be due.
        let first = today.checked_sub_days(Span::new(2)).unwrap_or(today);
        let days = first.iter_days().take(usize::try_from(LONGEST).unwrap_or_default());
        let mut times =
            days.filter(|day| self.days.has(*day)).map(|day| zone.moment(day.and_time(time)).timestamp());
        times.find(|time| *time > moment).unwrap_or(moment.saturating_add(DAY))
    }

    fn time(self) -> NaiveTime {
        NaiveTime::from_num_seconds_from_midnight_opt(self.at, 0).unwrap_or_default()
    }
}

impl Days {
    fn has(self, day: NaiveDate) -> bool {
        match self {
            Days::All => true,
            Days::OfWeek(days) => days & bit(day.weekday()) != 0,
            Days::OfMonth(number) => {
                let is_last = day.succ_opt().is_none_or(|next| next.month() != day.month());
                let number = u32::from(number);
                day.day() == number || (is_last && day.day() < number)
            }
        }
    }

    fn weekdays(self) -> Vec<Weekday> {
        let Days::OfWeek(days) = self else { return Vec::new() };
        let all = (0..7).filter_map(|number| Weekday::try_from(number).ok());
        all.filter(|day| days & bit(*day) != 0).collect()
    }
}

const fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

/// How people read it: `every day at 09:00 in Europe/Berlin`.
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.days {
            Days::All => f.write_str("every day")?,
            Days::OfWeek(_) => {
                let days: Vec<_> = self.days.weekdays().iter().map(Weekday::to_string).collect();
                write!(f, "every {}", days.join(", "))?;
            }
            Days::OfMonth(day) => write!(f, "every month on {day}")?,
        }
        write!(f, " at {} in {}", self.time().format("%H:%M"), self.zone)
    }
}

/// A schedule as it is stored.
#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    weekdays: Vec<Weekday>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day_of_month: Option<u8>,
    at: NaiveTime,
    zone: String,
}

impl From<Schedule> for Written {
    fn from(schedule: Schedule) -> Self {
        let day_of_month = match schedule.days {
            Days::OfMonth(day) => Some(day),
            _ => None,
        };
        let weekdays = schedule.days.weekdays();
        Written { weekdays, day_of_month, at: schedule.time(), zone: schedule.zone.to_owned() }
    }
}

impl From<Written> for Schedule {
    fn from(Written { weekdays, day_of_month, at, zone }: Written) -> Self {
        let schedule = match day_of_month {
            Some(day) => Schedule::monthly(day, at),
            None => Schedule::weekly(weekdays, at),
        };
        Schedule { zone: known(&zone).unwrap_or(schedule.zone), ..schedule }
    }
}

/// Derived, it would borrow the zone's name.
impl<'de> Deserialize<'de> for Schedule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Written::deserialize(deserializer).map(Schedule::from)
    }
}

/// How what recurs goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurrence {
    /// After so many seconds.
    Period(i64),
    /// By the calendar.
    Schedule(Schedule),
}

impl Recurrence {
    /// The first time that is still to come, behind one that was due then.
    pub(super) fn next(self, due: i64, now: i64) -> i64 {
        match self {
            Recurrence::Period(every) => {
                let missed = now.saturating_sub(due).max(0) / every.max(1);
                due.saturating_add(every.saturating_mul(missed.saturating_add(1)))
            }
            Recurrence::Schedule(schedule) => schedule.next_after(now.max(due)),
        }
    }
}

/// How people read it.
impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Recurrence::Period(seconds) => write!(f, "every {seconds} s"),
            Recurrence::Schedule(schedule) => schedule.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> NaiveTime {
        time.parse().unwrap()
    }

    /// The times after that one, as many as there are in the other list.
    fn times<const N: usize>(schedule: Schedule, after: &str) -> [String; N] {
        let mut moment = after.parse::<DateTime<Utc>>().unwrap().timestamp();
        [(); N].map(|()| {
            moment = schedule.next_after(moment);
            DateTime::from_timestamp(moment, 0).unwrap().format("%Y-%m-%d %H:%M").to_string()
        })
    }

    #[test]
    fn days_of_the_week_and_of_the_month_are_found() {
        let weekly = Schedule::weekly([Weekday::Mon, Weekday::Fri], at("18:30"));
        assert_eq!(
            times(weekly, "2026-11-28T00:00:00Z"),
            ["2026-11-30 18:30", "2026-12-04 18:30", "2026-12-07 18:30"]
        );
        let monthly = Schedule::monthly(31, at("08:00"));
        assert_eq!(
            times(monthly, "2027-01-31T08:00:00Z"),
            ["2027-02-28 08:00", "2027-03-31 08:00", "2027-04-30 08:00"]
        );
        assert_eq!(times(Schedule::monthly(29, at("08:00")), "2028-02-01T00:00:00Z"), ["2028-02-29 08:00"]);
        assert_eq!(times(Schedule::weekly([], at("00:00")), "2026-12-31T00:00:00Z"), ["2027-01-01 00:00"]);
    }

    #[cfg(feature = "zones")]
    #[test]
    fn a_time_of_day_is_kept_over_summer_time() {
        let berlin = |time| Schedule::daily(at(time)).zone(Zone::named("Europe/Berlin").unwrap());
        assert_eq!(
            times(berlin("09:00"), "2027-03-27T00:00:00Z"),
            ["2027-03-27 08:00", "2027-03-28 07:00", "2027-03-29 07:00"]
        );
        assert_eq!(
            times(berlin("09:00"), "2027-10-30T00:00:00Z"),
            ["2027-10-30 07:00", "2027-10-31 08:00", "2027-11-01 08:00"]
        );
        assert_eq!(times(berlin("02:30"), "2027-03-27T12:00:00Z"), ["2027-03-28 01:30", "2027-03-29 00:30"]);
        assert_eq!(times(berlin("02:30"), "2027-10-30T12:00:00Z"), ["2027-10-31 00:30", "2027-11-01 01:30"]);
        // Samoa went without 30 December.
        let apia = Schedule::daily(at("09:00")).zone(Zone::named("Pacific/Apia").unwrap());
        assert_eq!(
            times(apia, "2011-12-29T00:00:00Z"),
            ["2011-12-29 19:00", "2011-12-30 19:00", "2011-12-31 19:00"]
        );
    }

    #[test]
    fn it_is_stored_so_that_people_can_read_it() {
        let read = |json: &str| serde_json::from_str::<Schedule>(json).unwrap();
        for (schedule, json, shown) in [
            (
                Schedule::weekly([Weekday::Sun, Weekday::Mon], at("18:30")),
                r#"{"weekdays":["Mon","Sun"],"at":"18:30:00","zone":"UTC"}"#,
                "every Mon, Sun at 18:30 in UTC",
            ),
            (
                Schedule { zone: "Europe/Berlin", ..Schedule::monthly(1, at("08:00")) },
                r#"{"day_of_month":1,"at":"08:00:00","zone":"Europe/Berlin"}"#,
                "every month on 1 at 08:00 in Europe/Berlin",
            ),
        ] {
            assert_eq!(serde_json::to_string(&schedule).unwrap(), json);
            assert_eq!((read(json), schedule.to_string()), (schedule, shown.to_owned()));
        }
        assert_eq!(read(r#"{"at":"09:00:00","zone":"Mars/Base"}"#), Schedule::daily(at("09:00")));
    }

    #[test]
    fn what_recurs_goes_on_behind_what_was_missed() {
        assert_eq!(Recurrence::Period(10).next(10, 10), 20);
        assert_eq!(Recurrence::Period(10).next(110, 155), 160);
        assert_eq!(Recurrence::Period(10).next(i64::MAX, 0), i64::MAX);
        let daily = Recurrence::Schedule(Schedule::daily(at("00:00")));
        assert_eq!((daily.next(DAY, 5 * DAY + 1), daily.next(DAY, 7)), (6 * DAY, 2 * DAY));
    }
}
