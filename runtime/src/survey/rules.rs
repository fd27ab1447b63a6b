//! What an answer has to be like, beyond its type, and for whom it is said.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use unicode_segmentation::UnicodeSegmentation;

use super::question::Text;
use super::words::{Words, fill};
use crate::args::BadArg;
use crate::handler::Pattern;
use crate::zone::Zone;

/// What a question's `#[ask(..)]` says of its answers, and in which language it is asked.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    length: Option<(usize, usize)>,
    range: Option<Range>,
    picks: Option<(usize, usize)>,
    days: (Option<Day>, Option<Day>),
    pattern: Option<fn() -> &'static Pattern>,
    kinds: &'static [&'static str],
    size: Option<u64>,
    is_trimmed: bool,
    pub(super) columns: Option<usize>,
    pub(super) placeholder: Option<Text>,
    pub(super) error: Option<Text>,
    pub(super) example: Option<Text>,
    /// The label of the button for none of all choices.
    pub(super) none: Option<Text>,
    /// The label of the button for what is not among the choices.
    pub(super) other: Option<Text>,
    pub(super) reader: Reader,
}

/// For whom a survey speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    pub(super) language: &'static str,
    pub(super) words: &'static Words,
    /// The person's zone, if it is known.
    pub(super) zone: Option<Zone>,
    pub(super) now: DateTime<Utc>,
}

/// From where to where a number may be, ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// Of whole numbers.
    Whole(i128, i128),
    /// Of any numbers.
    Decimal(f64, f64),
}

/// A day, counted from today or by its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// So many days after the day on which somebody answers, or before it.
    After(i32),
    /// Year, month and day.
    On(i32, u32, u32),
}

impl Day {
    /// The date, for who answers on that day.
    fn date(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Day::After(days) => today.checked_add_signed(TimeDelta::days(days.into())),
            Day::On(year, month, day) => NaiveDate::from_ymd_opt(year, month, day),
        }
    }
}

impl Reader {
    /// One of whom nothing is known.
    pub(super) const ANYBODY: Reader =
        Reader { language: "", words: &Words::EN, zone: None, now: DateTime::UNIX_EPOCH };

    /// The same person, who has named that zone.
    pub(super) fn moved_to(self, zone: Zone) -> Self {
        Reader { zone: Some(zone), ..self }
    }

    /// The time where the person is; in UTC, where that is not known.
    pub(super) fn local(self) -> NaiveDateTime {
        self.zone.map_or_else(|| self.now.naive_utc(), |zone| zone.local(self.now))
    }
}

impl Rules {
    /// None at all.
    pub const NONE: Rules = Rules {
        length: None,
        range: None,
        picks: None,
        days: (None, None),
        pattern: None,
        kinds: &[],
        size: None,
        is_trimmed: false,
        columns: None,
        placeholder: None,
        error: None,
        example: None,
        none: None,
        other: None,
        reader: Reader::ANYBODY,
    };

    #[doc(hidden)]
    #[must_use]
    pub const fn with_length(self, least: usize, most: usize) -> Self {
        Rules { length: Some((least, most)), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_range(self, range: Range) -> Self {
        Rules { range: Some(range), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_picks(self, least: usize, most: usize) -> Self {
        Rules { picks: Some((least, most)), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_days(self, first: Option<Day>, last: Option<Day>) -> Self {
        Rules { days: (first, last), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_pattern(self, pattern: fn() -> &'static Pattern) -> Self {
        Rules { pattern: Some(pattern), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_file(self, kinds: &'static [&'static str], size: Option<u64>) -> Self {
        Rules { kinds, size, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn trimmed(self) -> Self {
        Rules { is_trimmed: true, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_columns(self, columns: usize) -> Self {
        Rules { columns: Some(columns), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_texts(
        self,
        placeholder: Option<Text>,
        error: Option<Text>,
        example: Option<Text>,
    ) -> Self {
        Rules { placeholder, error, example, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_extras(self, none: Option<Text>, other: Option<Text>) -> Self {
        Rules { none, other, ..self }
    }

    /// The same for that person.
    pub(super) fn read_by(&self, reader: Reader) -> Self {
        Rules { reader, ..*self }
    }

    /// The language in which the question is asked, as Telegram names it; empty in a survey without `lang`.
    pub const fn language(&self) -> &'static str {
        self.reader.language
    }

    /// What surveys say themselves, in that language.
    pub const fn words(&self) -> &'static Words {
        self.reader.words
    }

    /// The least and the most characters of a text, as people count them (`len = 2..=60`).
    pub const fn length(&self) -> Option<(usize, usize)> {
        self.length
    }

    /// From where to where a number may be (`range = 1..=20`).
    pub const fn range(&self) -> Option<Range> {
        self.range
    }

    /// The least and the most of what can be picked (`pick = 1..=3`).
    pub const fn picks(&self) -> Option<(usize, usize)> {
        self.picks
    }

    /// Whether white space within a text becomes one space (`trim`). That around it is left out in any case.
    pub const fn is_trimmed(&self) -> bool {
        self.is_trimmed
    }

    /// The date where the person is; in UTC, where that is not known.
    pub fn today(&self) -> NaiveDate {
        self.reader.local().date()
    }

    /// The first and the last day that may be answered (`min = "today"`, `max = "+30d"`).
    pub fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let date = |day: Option<Day>| day.and_then(|day| day.date(self.today()));
        (date(self.days.0), date(self.days.1))
    }

    /// The kinds that a file may be of, such as `application/pdf` or `image/*`; any without one.
    pub const fn kinds(&self) -> &'static [&'static str] {
        self.kinds
    }

    /// How many bytes a file may have.
    pub const fn size(&self) -> Option<u64> {
        self.size
    }

    /// Whether a text is as long as it should be, and matches the regular expression.
    ///
    /// # Errors
    /// [`BadArg`] that says how long the text is, or nothing more.
    pub fn check_text(&self, text: &str) -> Result<(), BadArg> {
        if let Some((least, most)) = self.length {
            let length = text.graphemes(true).count();
            if !(least..=most).contains(&length) {
                let words = self.words();
                let template = if length == 1 { words.has_length_one } else { words.has_length };
                let expected = described_length(least, most, words);
                return Err(BadArg::because(fill(template, &[("expected", &expected), ("length", &length)])));
            }
        }
        match self.pattern {
            Some(pattern) if !pattern().is_match(text) => Err(BadArg::EXPECTED),
            _ => Ok(()),
        }
    }

    /// Whether so many may be picked.
    ///
    /// # Errors
    /// [`BadArg`] that says how many there should be.
    pub fn check_picks(&self, count: usize) -> Result<(), BadArg> {
        let (least, most) = self.picks.unwrap_or((0, usize::MAX));
        if count < least {
            return Err(BadArg::because(fill(self.words().choose_least, &[("least", &least)])));
        }
        if count > most {
            return Err(BadArg::because(fill(self.words().choose_most, &[("most", &most)])));
        }
        Ok(())
    }

    /// Whether a day may be answered.
    pub(super) fn has_day(&self, day: NaiveDate) -> bool {
        let (first, last) = self.days();
        first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
    }
}

/// A text of that length, in words.
pub(super) fn described_length(least: usize, most: usize, words: &Words) -> String {
    let template = match (least, most) {
        (1, 1) => words.of_length_one,
        (least, most) if least == most => words.of_length,
        (_, usize::MAX) => words.of_length_least,
        (0 | 1, _) => words.of_length_most,
        _ => words.of_length_between,
    };
    fill(template, &[("length", &least), ("least", &least), ("most", &most)])
}

/// A size in bytes, as people write it.
pub(super) fn described_size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    let unit = UNITS.iter().find(|(size, _)| bytes >= *size && bytes.is_multiple_of(*size));
    unit.map_or_else(|| format!("{bytes} bytes"), |(size, name)| format!("{} {name}", bytes / size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_counts_what_a_person_sees_as_one_character() {
        let rules = Rules::NONE.with_length(2, 3);
        for (text, fits) in
            [("a", false), ("ab", true), ("e\u{301}x", true), ("👩‍👩‍👧", false), ("👩‍👩‍👧🇩🇪!", true), ("abcd", false)]
        {
            assert_eq!(rules.check_text(text).is_ok(), fits, "{text}");
        }
    }

    #[test]
    fn a_length_is_described_as_one_says_it() {
        let described = |least, most| described_length(least, most, &Words::EN);
        assert_eq!(described(2, 60), "2 to 60 characters");
        assert_eq!(described(1, 60), "up to 60 characters");
        assert_eq!(described(4, 4), "4 characters");
        assert_eq!(described(2, usize::MAX), "at least 2 characters");
        assert_eq!(described_length(2, 60, &Words::DE), "2 bis 60 Zeichen");
    }

    #[test]
    fn days_count_from_the_day_on_which_somebody_answers() {
        let now = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap().and_hms_opt(23, 59, 0).unwrap().and_utc();
        let rules = Rules::NONE.with_days(Some(Day::After(0)), Some(Day::After(1)));
        let rules = rules.read_by(Reader { now, ..Reader::ANYBODY });
        let fits = |year, month, day| rules.has_day(NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert!(!fits(2026, 12, 30) && fits(2026, 12, 31) && fits(2027, 1, 1) && !fits(2027, 1, 2));
    }

    #[test]
    fn a_size_is_said_in_the_largest_unit_that_fits() {
        assert_eq!(described_size(20 << 20), "20 MB");
        assert_eq!((described_size(1_500), described_size(2 << 10)), ("1500 bytes".into(), "2 KB".into()));
    }
}
