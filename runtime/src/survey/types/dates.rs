//! Dates and times as answers.

use chrono::{NaiveDate, NaiveTime};
use serde_json::Value;

use super::super::answer::Answer;
use super::super::rules::Rules;
use super::{from_json, text, to_json};
use crate::args::{BadArg, FromArg};
use crate::update::Arrived;

/// How people write dates that can be read in one way only.
const DATE_FORMS: [&str; 4] = ["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"];

fn as_date(text: &str) -> Option<NaiveDate> {
    DATE_FORMS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

/// Implements [`Answer`] for types that are read from a text.
macro_rules! answer_by_form {
    ($($type:ty: $expected:literal, $example:literal, $form:literal, $read:expr;)*) => {$(
        impl Answer for $type {
            fn expected(_: &Rules) -> String {
                $expected.to_owned()
            }

            fn example(_: &Rules) -> Option<String> {
                Some($example.to_owned())
            }

            fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
                let read: fn(&str) -> Option<$type> = $read;
                text(said).and_then(read).ok_or(BadArg::EXPECTED)
            }

            fn to_json(&self) -> Value {
                to_json(self)
            }

            fn from_json(json: &Value) -> Option<Self> {
                from_json(json)
            }

            fn show(&self) -> String {
                self.format($form).to_string()
            }
        }
    )*};
}

answer_by_form! {
    NaiveDate: "a date", "2026-12-31", "%Y-%m-%d", as_date;
    NaiveTime: "a time of day", "18:30", "%H:%M", |text| NaiveTime::from_arg(text).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_forms_that_leave_no_doubt() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 31);
        for text in ["2026-12-31", "31.12.2026", "31 December 2026", "31 Dec 2026"] {
            assert_eq!(as_date(text), date, "{text}");
        }
        for text in ["12/31/2026", "31/12/2026", "2026-02-30", "31.12.", ""] {
            assert_eq!(as_date(text), None, "{text}");
        }
    }
}
