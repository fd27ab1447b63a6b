//! Spans of time as attributes take them.

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
}
