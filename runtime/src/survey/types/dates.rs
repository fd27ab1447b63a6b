//! Dates and times as answers.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use super::super::answer::{Answer, Picks};
use super::super::rules::Rules;
use super::super::words::{Words, fill};
use super::text;
use crate::args::{BadArg, FromArg};
use crate::update::Arrived;

/// How people write dates that can be read in one way only.
const DATE_FORMS: [&str; 4] = ["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"];

/// How people write times of day, beside `18:30`.
const TIME_FORMS: [&str; 4] = ["%H.%M", "%I:%M %p", "%I:%M%p", "%Hh%M"];

/// The day that somebody means who types that today: a date, a word such as “tomorrow”, or a day of the week.
pub(in super::super) fn as_date(text: &str, today: NaiveDate, words: &Words) -> Option<NaiveDate> {
    let word = text.trim().to_lowercase();
    let exact = DATE_FORMS.iter().find_map(|form| NaiveDate::parse_from_str(text.trim(), form).ok());
    exact.or_else(|| as_day_from(&word, today, words)).or_else(|| as_day_from(&word, today, &Words::EN))
}

/// The day that a word means, in one language.
fn as_day_from(word: &str, today: NaiveDate, words: &Words) -> Option<NaiveDate> {
    let named = [(words.today, 0), (words.tomorrow, 1), (words.after_tomorrow, 2)];
    if let Some((_, days)) = named.iter().find(|(name, _)| *name == word) {
        return today.checked_add_days(Days::new(*days));
    }
    if let Some(day) = words.weekdays.iter().position(|name| *name == word) {
        let passed = usize::try_from(today.weekday().num_days_from_monday()).unwrap_or_default();
        // Who names today's weekday means that of the next week: today has a word of its own.
        let ahead = (day + 6 - passed) % 7 + 1;
        return today.checked_add_days(Days::new(u64::try_from(ahead).unwrap_or_default()));
    }
    let form = words.in_days.to_lowercase();
    let (before, behind) = form.split_once("{count}")?;
    let count: u64 = word.strip_prefix(before)?.strip_suffix(behind)?.trim().parse().ok()?;
    today.checked_add_days(Days::new(count))
}

/// The time that somebody means who types that.
pub(in super::super) fn as_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase();
    let text = text.trim_end_matches("uhr").trim_end();
    let hour = || text.parse::<u32>().ok().and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
    let by_form = || TIME_FORMS.iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok());
    let half_day = || {
        let (hour, is_late) = text
            .strip_suffix("am")
            .map(|hour| (hour, false))
            .or_else(|| text.strip_suffix("pm").map(|hour| (hour, true)))?;
        let hour: u32 = hour.trim().parse().ok().filter(|hour| (1..=12).contains(hour))?;
        NaiveTime::from_hms_opt(hour % 12 + if is_late { 12 } else { 0 }, 0, 0)
    };
    NaiveTime::from_arg(text).ok().or_else(by_form).or_else(half_day).or_else(hour)
}

/// A day as people read it.
pub(in super::super) fn show_date(day: NaiveDate, words: &Words) -> String {
    day.format(words.date_form).to_string()
}

/// Which days may be answered, in words; `any` where all may be.
pub(in super::super) fn expected_day(rules: &Rules, any: &str) -> String {
    let words = rules.words();
    let show = |day| show_date(day, words);
    match rules.days() {
        (Some(least), Some(most)) => {
            fill(words.of_date_between, &[("least", &show(least)), ("most", &show(most))])
        }
        (Some(least), None) => fill(words.of_date_from, &[("least", &show(least))]),
        (None, Some(most)) => fill(words.of_date_until, &[("most", &show(most))]),
        (None, None) => any.to_owned(),
    }
}

/// A day that would do, as an example.
pub(in super::super) fn example_day(rules: &Rules) -> NaiveDate {
    let today = rules.today();
    let end_of_year = NaiveDate::from_ymd_opt(today.year(), 12, 31).unwrap_or(today);
    match rules.days() {
        (_, Some(last)) if last < end_of_year => last,
        (Some(first), _) if first > end_of_year => first,
        _ => end_of_year,
    }
}

impl Answer for NaiveDate {
    const PICKS: Picks = Picks::Day;
    const HAS_ZONE: bool = true;

    fn expected(rules: &Rules) -> String {
        expected_day(rules, rules.words().of_date)
    }

    fn example(rules: &Rules) -> Option<String> {
        Some(show_date(example_day(rules), rules.words()))
    }

    fn pick(names: &[&str]) -> Option<Self> {
        match names {
            [day] => day.parse().ok(),
            _ => None,
        }
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        let day = text(said).and_then(|text| as_date(text, rules.today(), rules.words()));
        day.filter(|day| rules.has_day(*day)).ok_or(BadArg::EXPECTED)
    }

    stored_by_serde!();

    fn show(&self, rules: &Rules) -> String {
        show_date(*self, rules.words())
    }
}

impl Answer for NaiveTime {
    fn expected(rules: &Rules) -> String {
        rules.words().of_time.to_owned()
    }

    fn example(_: &Rules) -> Option<String> {
        Some("18:30".to_owned())
    }

    fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
        text(said).and_then(as_time).ok_or(BadArg::EXPECTED)
    }

    stored_by_serde!();

    fn show(&self, _: &Rules) -> String {
        self.format("%H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        assert_eq!(today.weekday(), chrono::Weekday::Sat);
        as_date(text, today, &Words::DE).map(|day| day.to_string())
    }

    #[test]
    fn a_date_is_read_in_forms_that_leave_no_doubt() {
        for text in ["2026-12-31", "31.12.2026", "31 December 2026", "31 Dec 2026"] {
            assert_eq!(day(text).as_deref(), Some("2026-12-31"), "{text}");
        }
        for text in ["12/31/2026", "31/12/2026", "2026-02-30", "31.12.", ""] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn days_have_words_in_the_language_of_the_person_and_in_english() {
        let days = [
            ("today", "2026-11-28"),
            ("Morgen", "2026-11-29"),
            ("übermorgen", "2026-11-30"),
            ("monday", "2026-11-30"),
            ("Samstag", "2026-12-05"),
            ("in 3 days", "2026-12-01"),
            ("in 4 tagen", "2026-12-02"),
        ];
        for (text, expected) in days {
            assert_eq!(day(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!((day("in -3 days"), day("in 99999999999999999999 days")), (None, None));
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let times = [
            ("18:30", "18:30"),
            ("9:05", "09:05"),
            ("18.30", "18:30"),
            ("6:30 pm", "18:30"),
            ("6pm", "18:00"),
            ("12 am", "00:00"),
            ("18 Uhr", "18:00"),
            ("7", "07:00"),
        ];
        for (text, expected) in times {
            let time = as_time(text).map(|time| time.format("%H:%M").to_string());
            assert_eq!(time.as_deref(), Some(expected), "{text}");
        }
        for text in ["noon", "25:00", "24", "-1", "13 pm", "18:60", ""] {
            assert_eq!(as_time(text), None, "{text}");
        }
    }
}
