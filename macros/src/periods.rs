//! Spans of time, and times of day, as attributes take them.

/// Units of time, in seconds.
const UNITS: [(char, u64); 5] = [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400), ('w', 604_800)];

/// What such a text is.
pub(crate) const RULE: &str = "a time is a number and `s`, `m`, `h`, `d` or `w`";

/// A time such as `90s`, `15m`, `1h`, `7d` or `2w`, in seconds; 0 is none.
pub(crate) fn seconds(written: &str) -> Option<u64> {
    let (_, unit) = UNITS.iter().find(|(unit, _)| written.ends_with(*unit))?;
    let number: u64 = written[..written.len() - 1].trim().parse().ok()?;
    number.checked_mul(*unit).filter(|seconds| *seconds > 0 && i64::try_from(*seconds).is_ok())
}

/// What such a text is.
pub(crate) const TIME_RULE: &str = "a time of day is `00:00` to `23:59`";

/// A time of day such as `09:00`, in minutes since midnight.
pub(crate) fn minutes(written: &str) -> Option<u32> {
    let (hour, minute) = written.split_once(':')?;
    let number = |digits: &str, end: u32| {
        let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|number| is_number && *number < end)
    };
    Some(number(hour, 24)? * 60 + number(minute, 60).filter(|_| minute.len() == 2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(
            (seconds("90s"), seconds("7d"), seconds("2 w")),
            (Some(90), Some(604_800), Some(1_209_600))
        );
        assert!(["", "d", "0d", "7", "1.5h", "7 days"].iter().all(|wrong| seconds(wrong).is_none()));
        assert_eq!(seconds(&format!("{}s", u64::MAX)), None);
    }

    #[test]
    fn times_of_day_are_hours_and_minutes() {
        assert_eq!(
            (minutes("09:00"), minutes("9:05"), minutes("23:59")),
            (Some(540), Some(545), Some(1_439))
        );
        assert!(
            ["", "9", "24:00", "12:60", "9:5", "+9:00", "09:00:00", "9am"]
                .iter()
                .all(|wrong| minutes(wrong).is_none())
        );
    }
}
