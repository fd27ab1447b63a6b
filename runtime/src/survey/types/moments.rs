//! Points in time, in the zones of the people who name them, as answers.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeZone, Utc};
use serde_json::Value;

use super::super::answer::{Answer, Picks};
use super::super::rules::Rules;
use super::dates::{as_date, as_time, example_day, expected_day, show_date};
use super::text;
use crate::args::BadArg;
use crate::update::Arrived;
use crate::zone::{Zone, search};

/// A date and a time in the zone of the person who named them, who is asked for the zone once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    local: NaiveDateTime,
    zone: Zone,
}

impl Moment {
    /// The moment when clocks in that zone show that; the first one, if they do so twice, and `None`, if they never do.
    pub fn new(local: NaiveDateTime, zone: Zone) -> Option<Self> {
        let is_there = !matches!(zone.0.from_local_datetime(&local), LocalResult::None);
        is_there.then_some(Moment { local, zone })
    }

    /// What clocks show there.
    pub fn local(self) -> NaiveDateTime {
        self.local
    }

    /// Where.
    pub fn zone(self) -> Zone {
        self.zone
    }

    /// The same moment in UTC.
    pub fn utc(self) -> DateTime<Utc> {
        self.zone.moment(self.local)
    }
}

impl From<Moment> for SystemTime {
    fn from(moment: Moment) -> Self {
        let seconds = u64::try_from(moment.utc().timestamp()).unwrap_or_default();
        UNIX_EPOCH + Duration::from_secs(seconds)
    }
}

impl fmt::Display for Moment {
    /// As RFC 9557 has it: `2026-12-31T18:30:00+01:00[Europe/Berlin]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let there = self.utc().with_timezone(&self.zone.0);
        write!(f, "{}[{}]", there.format("%Y-%m-%dT%H:%M:%S%:z"), self.zone.name())
    }
}

impl Answer for Moment {
    const PICKS: Picks = Picks::Moment;
    const HAS_ZONE: bool = true;

    fn expected(rules: &Rules) -> String {
        expected_day(rules, rules.words().of_moment)
    }

    fn example(rules: &Rules) -> Option<String> {
        Some(format!("{} 18:30", show_date(example_day(rules), rules.words())))
    }

    /// Of a day, a time and a zone.
    fn pick(names: &[&str]) -> Option<Self> {
        let [day, time, zone] = names else { return None };
        let local = NaiveDateTime::new(day.parse().ok()?, as_time(time)?);
        Moment::new(local, Zone::named(zone)?)
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        let text = text(said).ok_or(BadArg::EXPECTED)?;
        let zone = rules.reader.zone.ok_or(BadArg::EXPECTED)?;
        // The day may have spaces in it, and so may the time: `31 December 2026 6:30 pm`.
        let cuts = text.char_indices().filter(|(_, sign)| sign.is_whitespace() || "Tt,".contains(*sign));
        let read = |(at, sign): (usize, char)| {
            let day = as_date(&text[..at], rules.today(), rules.words())?;
            Some(NaiveDateTime::new(day, as_time(text[at + sign.len_utf8()..].trim())?))
        };
        let local = cuts.rev().find_map(read).ok_or(BadArg::EXPECTED)?;
        if !rules.has_day(local.date()) {
            return Err(BadArg::EXPECTED);
        }
        Moment::new(local, zone).ok_or_else(|| BadArg::because(rules.words().no_such_time))
    }

    fn to_json(&self) -> Value {
        self.to_string().into()
    }

    fn from_json(json: &Value) -> Option<Self> {
        let (at, zone) = json.as_str()?.strip_suffix(']')?.split_once('[')?;
        let zone = Zone::named(zone)?;
        let local = DateTime::parse_from_rfc3339(at).ok()?.with_timezone(&zone.0).naive_local();
        Moment::new(local, zone)
    }

    fn show(&self, rules: &Rules) -> String {
        let day = show_date(self.local.date(), rules.words());
        format!("{day} {} ({})", self.local.format("%H:%M"), self.zone.city())
    }
}

impl Answer for Zone {
    fn expected(rules: &Rules) -> String {
        rules.words().of_zone.to_owned()
    }

    fn example(_: &Rules) -> Option<String> {
        Some("Berlin".to_owned())
    }

    fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
        match text(said).map(search).unwrap_or_default().as_slice() {
            [zone] => Ok(*zone),
            _ => Err(BadArg::EXPECTED),
        }
    }

    fn to_json(&self) -> Value {
        self.name().into()
    }

    fn from_json(json: &Value) -> Option<Self> {
        json.as_str().and_then(Zone::named)
    }

    fn show(&self, _: &Rules) -> String {
        self.name().replace('_', " ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(day: &str, time: &str) -> Option<Moment> {
        Moment::pick(&[day, time, "Europe/Berlin"])
    }

    #[test]
    fn a_moment_is_stored_with_its_zone_and_read_again() {
        let summer = moment("2027-07-01", "18:30").unwrap();
        assert_eq!(summer.to_json(), "2027-07-01T18:30:00+02:00[Europe/Berlin]");
        assert_eq!(Moment::from_json(&summer.to_json()), Some(summer));
        assert_eq!(summer.utc().to_rfc3339(), "2027-07-01T16:30:00+00:00");
    }

    #[test]
    fn a_time_that_clocks_pass_over_is_none_and_one_that_they_show_twice_is_the_first() {
        assert_eq!(moment("2027-03-28", "02:30"), None);
        assert_eq!(
            moment("2027-10-31", "02:30").unwrap().to_json(),
            "2027-10-31T02:30:00+02:00[Europe/Berlin]"
        );
    }
}
