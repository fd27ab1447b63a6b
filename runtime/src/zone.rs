//! Time zones; without the feature `zones` there is only UTC.

mod names;

use chrono::{DateTime, NaiveDateTime, Utc};
#[cfg(feature = "zones")]
use chrono::{Days, Offset, TimeZone};

pub use names::check_zone;
pub(crate) use names::known;

/// A time zone, such as `Europe/Berlin`. It is an answer in surveys, too, and what is kept of a person who has named it.
#[cfg(feature = "zones")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(pub(crate) chrono_tz::Tz);

/// A time zone. Without the feature `zones` there is only UTC.
#[cfg(not(feature = "zones"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(());

#[cfg(feature = "zones")]
impl Zone {
    /// The time that all others are told by.
    pub const UTC: Zone = Zone(chrono_tz::Tz::UTC);

    /// The zone of that name in the IANA's list.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Zone)
    }

    /// Its name in the IANA's list.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The time there.
    pub(crate) fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.0).naive_local()
    }

    /// When clocks there show that. The first time, if they do so twice. If they pass over it, when they would show it
    /// had they not been put forward: RFC 5545, section 3.3.5, has it so, and calendars do.
    pub(crate) fn moment(self, local: NaiveDateTime) -> DateTime<Utc> {
        if let Some(there) = self.0.from_local_datetime(&local).earliest() {
            return there.to_utc();
        }
        let day_before = local.checked_sub_days(Days::new(1)).unwrap_or(local);
        let before = self.0.offset_from_utc_datetime(&day_before).fix();
        local.checked_sub_offset(before).unwrap_or(local).and_utc()
    }
}

#[cfg(not(feature = "zones"))]
#[expect(clippy::unused_self, reason = "what it is with the feature")]
impl Zone {
    /// The time that all others are told by.
    pub const UTC: Zone = Zone(());

    /// The zone of that name in the IANA's list. Without the feature `zones`, that is UTC at most.
    pub fn named(name: &str) -> Option<Self> {
        names::is_utc(name).then_some(Zone::UTC)
    }

    /// Its name in the IANA's list.
    pub fn name(self) -> &'static str {
        "UTC"
    }

    /// The time there.
    pub(crate) fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc()
    }

    /// When clocks there show that.
    pub(crate) fn moment(self, local: NaiveDateTime) -> DateTime<Utc> {
        local.and_utc()
    }
}

impl Zone {
    /// The city that it is named after, as people read it.
    pub(crate) fn city(self) -> String {
        self.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
    }
}

/// The zones that somebody may mean who types that: the one that it names, or those in whose names it stands.
#[cfg(feature = "zones")]
pub(crate) fn search(typed: &str) -> Vec<Zone> {
    let plain = |text: &str| text.trim().replace([' ', '_'], "").to_lowercase();
    let typed = plain(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    if let Some(zone) = by_offset(&typed) {
        return vec![zone];
    }
    let all = || chrono_tz::TZ_VARIANTS.iter().map(|zone| Zone(*zone));
    let is_exact = |zone: &Zone| plain(zone.name()) == typed || plain(&zone.city()) == typed;
    match all().find(is_exact) {
        Some(exact) => vec![exact],
        None => {
            all().filter(|zone| zone.name().contains('/') && plain(zone.name()).contains(&typed)).collect()
        }
    }
}

/// A zone that differs from UTC by whole hours: `utc+2`, `+2`, `gmt-5`.
#[cfg(feature = "zones")]
fn by_offset(typed: &str) -> Option<Zone> {
    let offset = typed.strip_prefix("utc").or_else(|| typed.strip_prefix("gmt")).unwrap_or(typed);
    let offset = offset.strip_suffix(":00").unwrap_or(offset);
    let hours: i8 = offset.parse().ok().filter(|_| offset.starts_with(['+', '-']))?;
    // These names count to the west.
    match hours {
        0 => Zone::named("Etc/UTC"),
        east @ 1.. => Zone::named(&format!("Etc/GMT-{east}")),
        west => Zone::named(&format!("Etc/GMT+{}", west.unsigned_abs())),
    }
}

#[cfg(not(feature = "zones"))]
pub(crate) fn search(_: &str) -> Vec<Zone> {
    Vec::new()
}

#[cfg(all(test, feature = "zones"))]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_its_city_its_name_or_its_offset() {
        let found = |typed| search(typed).iter().map(|zone| zone.name()).collect::<Vec<_>>();
        assert_eq!(found("berlin"), ["Europe/Berlin"]);
        assert_eq!(found("New York"), ["America/New_York"]);
        assert_eq!(found("europe/paris"), ["Europe/Paris"]);
        assert_eq!(
            (found("UTC+2"), found("-5"), found("+0")),
            (vec!["Etc/GMT-2"], vec!["Etc/GMT+5"], vec!["Etc/UTC"])
        );
        assert!(found("argentina").len() > 5);
        assert_eq!((found(""), found("+99"), found("Atlantis")), (vec![], vec![], vec![]));
    }

    #[test]
    fn a_time_that_clocks_pass_over_comes_later_and_one_that_they_show_twice_is_the_first() {
        let moment =
            |zone, local: &str| Zone::named(zone).unwrap().moment(local.parse().unwrap()).to_rfc3339();
        assert_eq!(moment("Europe/Berlin", "2027-03-28T02:30:00"), "2027-03-28T01:30:00+00:00");
        assert_eq!(moment("Europe/Berlin", "2027-10-31T02:30:00"), "2027-10-31T00:30:00+00:00");
        assert_eq!(moment("America/New_York", "2027-03-14T02:30:00"), "2027-03-14T07:30:00+00:00");
        // Samoa went without that day.
        assert_eq!(moment("Pacific/Apia", "2011-12-30T09:00:00"), "2011-12-30T19:00:00+00:00");
        assert_eq!(moment("UTC", "2027-03-28T02:30:00"), "2027-03-28T02:30:00+00:00");
    }
}
