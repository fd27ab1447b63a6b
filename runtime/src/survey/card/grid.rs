//! The days of a month as buttons.

use chrono::{Datelike, Days, NaiveDate};

use super::super::flow::Action;
use super::super::rules::Rules;
use super::{Press, press};

/// How many weeks a month reaches into at most; all have as many rows, so that the buttons stay in their places.
const WEEKS: u64 = 6;

/// What stands where no day can be chosen.
const NO_DAY: &str = "·";

/// The number of a day's month, counted from that of the year 0 on.
fn number(day: NaiveDate) -> usize {
    usize::try_from(day.year() * 12).unwrap_or_default() + usize::try_from(day.month0()).unwrap_or_default()
}

/// The first day of a month.
fn first_day(month: usize) -> Option<NaiveDate> {
    let (year, month) = (i32::try_from(month / 12).ok()?, u32::try_from(month % 12).ok()?);
    NaiveDate::from_ymd_opt(year, month + 1, 1)
}

/// The month to show first: that of the day that was answered before, or the one next to today in which days can be chosen.
pub(super) fn first_month(answered: Option<NaiveDate>, rules: &Rules) -> usize {
    let day = answered.unwrap_or_else(|| {
        let (first, last) = rules.days();
        let today = rules.today();
        let not_before = first.map_or(today, |first| today.max(first));
        last.map_or(not_before, |last| not_before.min(last))
    });
    number(day)
}

/// The buttons of a month, below the ways to its neighbours.
pub(super) fn rows(question: &str, month: usize, rules: &Rules) -> Vec<Vec<(String, Press)>> {
    let Some(first) = first_day(month) else { return Vec::new() };
    let words = rules.words();
    let (least, most) = rules.days();
    let stay = |label: &str| (label.to_owned(), press(question, Action::Page(month)));
    let turn = |label: &str, is_there: bool, to: usize| {
        if is_there { (label.to_owned(), press(question, Action::Page(to))) } else { stay(NO_DAY) }
    };
    let has_earlier = month > 1 && least.is_none_or(|least| number(least) < month);
    let has_later = first_day(month + 1).is_some() && most.is_none_or(|most| month < number(most));
    let name = words.months.get(month % 12).copied().unwrap_or_default();
    let mut rows = vec![
        vec![
            turn("«", has_earlier, month.saturating_sub(1)),
            stay(&format!("{name} {}", month / 12)),
            turn("»", has_later, month + 1),
        ],
        words.days.iter().map(|day| stay(day)).collect(),
    ];
    let monday = first.checked_sub_days(Days::new(first.weekday().num_days_from_monday().into()));
    let day = |index: u64| {
        let day = monday.and_then(|monday| monday.checked_add_days(Days::new(index)));
        let day = day.filter(|day| day.month() == first.month() && rules.has_day(*day));
        day.map_or_else(
            || stay(NO_DAY),
            |day| (day.day().to_string(), press(question, Action::Pick(&day.to_string()))),
        )
    };
    rows.extend((0..WEEKS).map(|week| (0..7).map(|index| day(week * 7 + index)).collect()));
    rows
}

#[cfg(test)]
mod tests {
    use super::super::super::rules::Day;
    use super::*;

    fn labels(month: usize, rules: &Rules) -> Vec<String> {
        let rows = rows("day", month, rules);
        rows.iter()
            .map(|row| row.iter().map(|(label, _)| label.as_str()).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn a_month_is_a_grid_of_six_weeks_with_points_where_no_day_can_be_chosen() {
        let rules = Rules::NONE.with_days(Some(Day::On(2026, 11, 10)), Some(Day::On(2027, 1, 31)));
        let november = 2026 * 12 + 10;
        let grid = labels(november, &rules);
        assert_eq!(grid[0], "· Nov 2026 »");
        assert_eq!(grid[1], "Mo Tu We Th Fr Sa Su");
        // The 1st is a Sunday.
        assert_eq!((&*grid[3], &*grid[4]), ("· · · · · · ·", "· 10 11 12 13 14 15"));
        assert_eq!((&*grid[7], grid.len()), ("30 · · · · · ·", 8));
        assert_eq!(labels(november + 2, &rules)[0], "« Jan 2027 ·");
    }

    #[test]
    fn the_first_month_has_a_day_that_can_be_chosen() {
        let rules = Rules::NONE.with_days(None, Some(Day::On(1960, 5, 1)));
        assert_eq!(first_month(None, &rules), 1960 * 12 + 4);
        assert_eq!(first_month(NaiveDate::from_ymd_opt(2027, 1, 1), &rules), 2027 * 12);
        assert!(rows("day", usize::MAX / 2, &rules).is_empty());
    }
}
