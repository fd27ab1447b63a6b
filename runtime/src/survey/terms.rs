//! Who may answer a survey, how often, and for how long.

use chrono::{NaiveDate, TimeDelta};

/// What `#[survey(..)]` says beside the questions.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Whether the answers are kept as results.
    pub results: bool,
    /// How often a person may answer.
    pub once_per: OncePer,
    /// How many times it may be answered at all.
    pub limit: Option<u64>,
    /// The last day, as `2026-12-31`.
    pub closes: Option<&'static str>,
    /// After how many seconds without an answer it ends.
    pub expires: Option<u64>,
    /// After how many seconds without an answer the person is reminded.
    pub remind: Option<u64>,
}

/// How often a person may answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OncePer {
    /// As often as they like.
    Nothing,
    /// Once.
    User,
    /// Once in each chat.
    Member,
}

impl Terms {
    /// Without any.
    pub const NONE: Terms = Terms {
        results: false,
        once_per: OncePer::Nothing,
        limit: None,
        closes: None,
        expires: None,
        remind: None,
    };

    /// Whether it must be known who has answered.
    pub(super) const fn has_memory(&self) -> bool {
        self.results || !matches!(self.once_per, OncePer::Nothing)
    }

    /// Whether the last day is over (in UTC).
    pub(super) fn has_closed(&self, now: i64) -> bool {
        let end = self.closes.and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
        let end = end.and_then(|day| day.checked_add_signed(TimeDelta::days(1))?.and_hms_opt(0, 0, 0));
        end.is_some_and(|end| now >= end.and_utc().timestamp())
    }

    /// When something is due for who has done nothing since `touched`.
    pub(super) fn due(&self, touched: i64, is_reminded: bool) -> Option<i64> {
        let after = |seconds: Option<u64>| seconds.map(|seconds| touched.saturating_add_unsigned(seconds));
        let remind = after(self.remind).filter(|_| !is_reminded);
        [remind, after(self.expires)].into_iter().flatten().min()
    }

    /// Whether it has ended for who has done nothing since `touched`.
    pub(super) fn has_expired(&self, touched: i64, now: i64) -> bool {
        self.expires.is_some_and(|seconds| now >= touched.saturating_add_unsigned(seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_open_to_its_end() {
        let terms = Terms { closes: Some("1970-01-02"), ..Terms::NONE };
        assert!(!terms.has_closed(2 * 86_400 - 1) && terms.has_closed(2 * 86_400));
        assert!(!Terms::NONE.has_closed(i64::MAX));
    }

    #[test]
    fn a_reminder_comes_once_and_before_the_end() {
        let terms = Terms { remind: Some(10), expires: Some(30), ..Terms::NONE };
        assert_eq!((terms.due(100, false), terms.due(100, true)), (Some(110), Some(130)));
        assert!(!terms.has_expired(100, 129) && terms.has_expired(100, 130));
        assert_eq!(Terms::NONE.due(100, false), None);
    }
}
