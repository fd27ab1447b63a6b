//! Reads how often a function runs.

use proc_macro2::TokenStream;
use syn::{Ident, LitInt, LitStr};

use super::super::model::{Calendar, Function, Rhythm};
use crate::errors::{Errors, Mistake};
use crate::options::{Grammar, Options, Words};

/// What `#[every]` accepts.
pub(super) const GRAMMAR: Grammar = Grammar {
    attribute: "every",
    text: Some("1h"),
    words: Some(Words {
        what: "day",
        known: &[
            "day",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "month",
        ],
        examples: &[],
        elsewhere: &[
            ("daily", "day"),
            ("monthly", "month, on = 1"),
            ("week", "monday"),
            ("weekly", "monday"),
            ("weekday", "monday, tuesday, wednesday, thursday, friday"),
            ("weekdays", "monday, tuesday, wednesday, thursday, friday"),
            ("weekend", "saturday, sunday"),
            ("hour", "\"1h\""),
            ("hourly", "\"1h\""),
            ("minute", "\"1m\""),
            ("second", "\"1s\""),
        ],
    }),
    options: &["at", "on", "zone", "name", "deadline", "crate"],
};

/// Reads `"1h"`, or days with `at = ".."`.
pub(super) fn read(options: &mut Options, function: &Function, errors: &mut Errors) -> Rhythm {
    let (period, days) = (options.take_text(), options.take_words());
    let written = options.value("on", "on = 1", errors);
    let on = written.clone().and_then(|written| day_of_month(written, errors));
    let (at, zone) = (options.text("at", errors), options.text("zone", errors));
    let is_misread = options.is_misread() || written.is_some() != on.is_some();
    match period {
        Some(period) => {
            let is_calendar = !days.is_empty() || on.is_some() || at.is_some() || zone.is_some();
            if is_calendar {
                errors.report(&period, of_both_kinds(&period, &days, at.as_ref()));
            }
            if is_calendar { Rhythm::Misread } else { Rhythm::Period(period) }
        }
        None if !days.is_empty() => Rhythm::Calendar(Calendar { days, on, at, zone, is_misread }),
        None => {
            if !is_misread {
                report_missing(on.as_ref(), at.as_ref(), function, errors);
            }
            Rhythm::Misread
        }
    }
}

fn day_of_month(written: TokenStream, errors: &mut Errors) -> Option<LitInt> {
    let day = syn::parse2(written.clone()).ok();
    if day.is_none() {
        let mistake = Mistake::new("option `on` takes a day of the month, a number");
        errors.report(written, mistake.help("write `on = 1`").note("31 is the last day of each month"));
    }
    day
}

/// A period with what belongs to the calendar.
fn of_both_kinds(period: &LitStr, days: &[Ident], at: Option<&LitStr>) -> Mistake {
    let days = match days {
        [] => "day".to_owned(),
        days => days.iter().map(Ident::to_string).collect::<Vec<_>>().join(", "),
    };
    let at = at.map_or_else(|| "09:00".to_owned(), LitStr::value);
    let period = period.value();
    Mistake::new(format!("`{period}` is a period, and goes by no calendar"))
        .help(format_args!("write `#[every({days}, at = \"{at}\")]` or `#[every(\"{period}\")]`"))
}

/// Neither a period nor days.
fn report_missing(on: Option<&LitInt>, at: Option<&LitStr>, function: &Function, errors: &mut Errors) {
    match (on, at) {
        (Some(on), _) => {
            let mistake = Mistake::new("`on` is a day of the month, and there is no `month`");
            errors
                .report(on, mistake.help(format_args!("write `#[every(month, on = {on}, at = \"09:00\")]`")));
        }
        (None, Some(at)) => {
            let mistake = Mistake::new(format!("`{}` does not say on which days it runs", function.name()));
            let help = format!("write `#[every(day, at = \"{}\")]`", at.value());
            errors.report(at, mistake.help(help).note("days are `day`, `monday` to `sunday`, and `month`"));
        }
        (None, None) => {
            let mistake = Mistake::new(format!("`{}` does not say how often it runs", function.name()));
            let help = "write `#[every(\"1h\")]`, or `#[every(day, at = \"09:00\")]`";
            errors.report(function.name(), mistake.help(help));
        }
    }
}
