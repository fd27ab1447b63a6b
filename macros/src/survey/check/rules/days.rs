//! The first and the last day of a date: `today`, `+30d`, `2027-01-31`.

use syn::LitStr;

use super::super::super::model::Question;
use super::super::super::terms;
use super::type_name;
use crate::errors::{Errors, Mistake};
use crate::syntax;

/// A day, counted from the one on which somebody answers or by its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super::super) enum Day {
    After(i32),
    On(i32, u32, u32),
}

/// The day that is written so.
pub(in super::super::super) fn read(written: &str) -> Option<Day> {
    if written == "today" {
        return Some(Day::After(0));
    }
    if let Some(number) = written.strip_suffix(['d', 'w']) {
        let days: i32 = number.parse().ok().filter(|_| number.starts_with(['+', '-']))?;
        let week = if written.ends_with('w') { 7 } else { 1 };
        return days.checked_mul(week).filter(|days| days.abs() <= 36_600).map(Day::After);
    }
    let mut parts = written.split('-').map(str::parse::<u32>);
    match (terms::is_date(written), parts.next(), parts.next(), parts.next()) {
        (true, Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
            i32::try_from(year).ok().map(|year| Day::On(year, month, day))
        }
        _ => None,
    }
}

/// Reports bounds that are no days, or not of a date.
pub(super) fn check(question: &Question, errors: &mut Errors) {
    let given = [(&question.first_day, "min", "today"), (&question.last_day, "max", "+30d")];
    let given = given.into_iter().filter_map(|(text, name, example)| Some((text.as_ref()?, name, example)));
    for (text, name, example) in given {
        if !["Date", "NaiveDate", "Moment"].contains(&&*type_name(&question.answer)) {
            let written = syntax::text_of(&question.answer);
            let mistake = Mistake::new(format!("`{name}` is for dates, and `{written}` is none"));
            errors.report(text, mistake.help("leave it out, or write `range = ..` for a number"));
        } else if read(&text.value()).is_none() {
            let mistake = Mistake::new(format!("`{}` is no day", text.value().escape_debug()));
            let rule =
                "a day is `today`, so many days or weeks from it, or a date: `+30d`, `-2w`, `2027-01-31`";
            errors.report(text, mistake.help(format_args!("write `{name} = \"{example}\"`")).note(rule));
        }
    }
    let day = |text: &Option<LitStr>| text.as_ref().and_then(|text| read(&text.value()));
    let is_empty = match (day(&question.first_day), day(&question.last_day)) {
        (Some(Day::After(first)), Some(Day::After(last))) => first > last,
        (Some(Day::On(year, month, day)), Some(Day::On(last_year, last_month, last_day))) => {
            (year, month, day) > (last_year, last_month, last_day)
        }
        _ => false,
    };
    if let Some(last) = question.last_day.as_ref().filter(|_| is_empty) {
        let mistake = Mistake::new("no day lies between `min` and `max`");
        errors.report(last, mistake.help("write the first day as `min`, the last one as `max`"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_today_or_named() {
        assert_eq!(
            (read("today"), read("+30d"), read("-2w")),
            (Some(Day::After(0)), Some(Day::After(30)), Some(Day::After(-14)))
        );
        assert_eq!(read("2028-02-29"), Some(Day::On(2028, 2, 29)));
        assert!(
            ["", "30d", "+d", "+1m", "tomorrow", "2027-02-29", "+99999999d"]
                .iter()
                .all(|wrong| read(wrong).is_none())
        );
    }
}
