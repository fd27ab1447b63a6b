//! Time zones, which only bots with the feature `zones` know.

use chrono::{DateTime, NaiveDateTime, Utc};

/// A time zone, such as `Europe/Berlin`: an answer, and what is kept of a person who has named it.
#[cfg(feature = "zones")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(pub(super) chrono_tz::Tz);

/// A time zone. Without the feature `zones` there is none.
#[cfg(not(feature = "zones"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Zone {}

#[cfg(feature = "zones")]
impl Zone {
    /// The zone of that name in the IANA's list.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Zone)
    }

    /// Its name in the IANA's list.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The city that it is named after, as people read it.
    pub(super) fn city(self) -> String {
        self.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
    }

    /// The time there.
    pub(super) fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.0).naive_local()
    }
}

#[cfg(not(feature = "zones"))]
impl Zone {
    pub(super) fn named(_: &str) -> Option<Self> {
        None
    }

    pub(super) fn name(self) -> &'static str {
        match self {}
    }

    pub(super) fn city(self) -> String {
        match self {}
    }

    pub(super) fn local(self, _: DateTime<Utc>) -> NaiveDateTime {
        match self {}
    }
}

/// The zones that somebody may mean who types that: the one that it names, or those in whose names it stands.
#[cfg(feature = "zones")]
pub(super) fn search(typed: &str) -> Vec<Zone> {
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
pub(super) fn search(_: &str) -> Vec<Zone> {
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
}
