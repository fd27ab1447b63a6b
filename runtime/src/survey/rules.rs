//! What an answer has to be like, beyond its type.

use unicode_segmentation::UnicodeSegmentation;

use crate::args::BadArg;
use crate::handler::Pattern;

/// What a question's `#[ask(..)]` says of its answers.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    length: Option<(usize, usize)>,
    range: Option<Range>,
    picks: Option<(usize, usize)>,
    pattern: Option<fn() -> &'static Pattern>,
    pub(super) columns: Option<usize>,
    pub(super) placeholder: Option<&'static str>,
    pub(super) error: Option<&'static str>,
    pub(super) example: Option<&'static str>,
}

/// From where to where a number may be, ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// Of whole numbers.
    Whole(i128, i128),
    /// Of any numbers.
    Decimal(f64, f64),
}

impl Rules {
    /// None at all.
    pub const NONE: Rules = Rules {
        length: None,
        range: None,
        picks: None,
        pattern: None,
        columns: None,
        placeholder: None,
        error: None,
        example: None,
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
    pub const fn with_pattern(self, pattern: fn() -> &'static Pattern) -> Self {
        Rules { pattern: Some(pattern), ..self }
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
        placeholder: Option<&'static str>,
        error: Option<&'static str>,
        example: Option<&'static str>,
    ) -> Self {
        Rules { placeholder, error, example, ..self }
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

    /// Whether a text is as long as it should be, and matches the regular expression.
    ///
    /// # Errors
    /// [`BadArg`] that says how long the text is, or nothing more.
    pub fn check_text(&self, text: &str) -> Result<(), BadArg> {
        if let Some((least, most)) = self.length {
            let length = text.graphemes(true).count();
            if !(least..=most).contains(&length) {
                let characters = if length == 1 { "character" } else { "characters" };
                return Err(BadArg::because(format!(
                    "Please send {}; this has {length} {characters}",
                    described_length(least, most)
                )));
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
            return Err(BadArg::because(format!("Please choose at least {least}")));
        }
        if count > most {
            return Err(BadArg::because(format!("Please choose at most {most}")));
        }
        Ok(())
    }
}

/// A text of that length, in words.
pub(super) fn described_length(least: usize, most: usize) -> String {
    match (least, most) {
        (1, 1) => "one character".to_owned(),
        (least, most) if least == most => format!("{least} characters"),
        (0 | 1, most) => format!("up to {most} characters"),
        (least, usize::MAX) => format!("at least {least} characters"),
        (least, most) => format!("{least} to {most} characters"),
    }
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
        assert_eq!(described_length(2, 60), "2 to 60 characters");
        assert_eq!(described_length(1, 10), "up to 10 characters");
        assert_eq!(described_length(5, 5), "5 characters");
        assert_eq!(described_length(5, usize::MAX), "at least 5 characters");
    }
}
