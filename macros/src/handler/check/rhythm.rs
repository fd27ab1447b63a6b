//! How often a function runs.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::super::model::{Calendar, Every, Function, Rhythm};
use super::stored;
use crate::errors::{Errors, Mistake};
use crate::periods::{self, TIME_RULE};

pub(super) fn check(every: &Every, function: &Function, errors: &mut Errors) {
    stored::check(&every.stored, "the store knows when it runs", function, errors);
    match &every.rhythm {
        Rhythm::Period(period) if periods::seconds(&period.value()).is_none() => {
            let mistake = Mistake::new(format!("`{}` is no time", period.value()));
            errors.report(period, mistake.help("write `#[every(\"1h\")]`").note(periods::RULE));
        }
        Rhythm::Calendar(calendar) => {
            check_days(calendar, errors);
            check_day_of_month(calendar, errors);
            check_time(calendar, function, errors);
        }
        Rhythm::Period(_) | Rhythm::Misread => {}
    }
}

/// `day` has all days of the week in it, and `month` has a day of its own.
fn check_days(calendar: &Calendar, errors: &mut Errors) {
    let Some(whole) = calendar.days.iter().find(|day| *day == "day" || *day == "month") else { return };
    if let Some(other) = calendar.days.iter().find(|day| *day != whole) {
        let mistake = Mistake::new(format!("`{whole}` and `{other}` can't stand together"));
        let help = if calendar.has("month") {
            "give each a function of its own".to_owned()
        } else {
            format!("write `{other}` alone, or `day` for all days of the week")
        };
        errors.report(other, mistake.help(help));
    }
}

fn check_day_of_month(calendar: &Calendar, errors: &mut Errors) {
    let month = calendar.days.iter().find(|day| *day == "month");
    match (month, &calendar.on) {
        (None, Some(on)) => {
            let mistake = Mistake::new("`on` is a day of the month, and there is no `month`");
            errors.report(on, mistake.help(format_args!("write `month, on = {on}`, or leave `on` out")));
        }
        (Some(month), None) if !calendar.is_misread => {
            let mistake = Mistake::new("`month` does not say on which day");
            errors.report(
                month,
                mistake.help("write `month, on = 1`").note("31 is the last day of each month"),
            );
        }
        (Some(_), Some(on)) if calendar.day_of_month().is_none() => {
            let mistake = Mistake::new(format!("`{on}` is no day of the month"));
            let help = "write a number from 1 to 31, such as `on = 1`";
            errors.report(on, mistake.help(help).note("31 is the last day of each month"));
        }
        _ => {}
    }
}

fn check_time(calendar: &Calendar, function: &Function, errors: &mut Errors) {
    match &calendar.at {
        Some(at) if periods::minutes(&at.value()).is_none() => {
            let mistake = Mistake::new(format!("`{}` is no time of day", at.value()));
            errors.report(at, mistake.help("write `at = \"09:00\"`").note(TIME_RULE));
        }
        None if !calendar.is_misread => {
            let mistake = Mistake::new(format!("`{}` does not say at what time it runs", function.name()));
            errors.report(listed(&calendar.days), mistake.help("add `at = \"09:00\"`"));
        }
        _ => {}
    }
}

/// The words as they stand in the attribute.
fn listed(words: &[Ident]) -> TokenStream {
    quote!(#(#words),*)
}
