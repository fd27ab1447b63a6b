//! Types that can be read from what a person typed.

use std::time::Duration;

use chrono::{NaiveDate, NaiveTime};
use uuid::Uuid;

/// A type that can be read from one argument of a command.
///
/// ```
/// use pouch::{BadArg, FromArg};
///
/// struct Percent(u8);
///
/// impl FromArg for Percent {
///     const EXPECTED: &'static str = "a percentage from 0% to 100%";
///
///     fn from_arg(word: &str) -> Result<Self, BadArg> {
///         let number = word.strip_suffix('%').and_then(|number| number.parse().ok());
///         number.filter(|number| *number <= 100).map(Percent).ok_or(BadArg::EXPECTED)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read from what a person typed",
    label = "no argument of a command",
    note = "arguments are numbers, `bool`, `char`, `String`, `Uuid`, `Duration`, `Date`, `Time`, enums with `#[derive(Choice)]` and every type with `FromArg`",
    note = "for a type with `FromStr` write `Parsed<{Self}>`; to borrow what arrived write `&{Self}`"
)]
pub trait FromArg: Sized {
    /// What a person should type, as in "expected a whole number from 0 to 255".
    const EXPECTED: &'static str;

    /// Whether it takes the rest of the text, as it was typed, when it is the last argument.
    #[doc(hidden)]
    const TAKES_REST: bool = false;

    /// Reads the argument.
    ///
    /// # Errors
    /// [`BadArg`] if it is not what [`EXPECTED`](FromArg::EXPECTED) says.
    fn from_arg(word: &str) -> Result<Self, BadArg>;
}

/// An argument was not what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadArg {
    pub(super) reason: Option<String>,
}

impl BadArg {
    /// The argument is not what [`FromArg::EXPECTED`] says; nothing need be added.
    pub const EXPECTED: BadArg = BadArg { reason: None };

    /// The argument is wrong for this reason, which the person is told.
    pub fn because(reason: impl Into<String>) -> Self {
        BadArg { reason: Some(reason.into()) }
    }

    /// Why, if more is to be said than what is expected.
    pub(crate) fn into_reason(self) -> Option<String> {
        self.reason
    }
}

/// An argument of any type that has [`FromStr`](std::str::FromStr): `Parsed(address): Parsed<IpAddr>`, or
/// `address: Parsed<IpAddr>` and `address.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Parsed<T>(pub T);

impl<T: std::str::FromStr<Err: std::fmt::Display>> FromArg for Parsed<T> {
    const EXPECTED: &'static str = "a value";

    fn from_arg(word: &str) -> Result<Self, BadArg> {
        word.parse().map(Parsed).map_err(|error: T::Err| BadArg::because(error.to_string()))
    }
}

macro_rules! from_arg_by_from_str {
    ($($type:ty: $expected:literal),* $(,)?) => {$(
        impl FromArg for $type {
            const EXPECTED: &'static str = $expected;

            fn from_arg(word: &str) -> Result<Self, BadArg> {
                word.parse().map_err(|_| BadArg::EXPECTED)
            }
        }
    )*};
}

from_arg_by_from_str! {
    u8: "a whole number from 0 to 255",
    u16: "a whole number from 0 to 65535",
    u32: "a whole number from 0 to 4294967295",
    u64: "a whole number, 0 or more",
    u128: "a whole number, 0 or more",
    usize: "a whole number, 0 or more",
    i8: "a whole number from -128 to 127",
    i16: "a whole number from -32768 to 32767",
    i32: "a whole number from -2147483648 to 2147483647",
    i64: "a whole number",
    i128: "a whole number",
    isize: "a whole number",
    char: "a single character",
    Uuid: "a UUID such as 67e55044-10b1-426f-9247-bb680e5fe0c8",
    NaiveDate: "a date such as 2026-12-31",
}

macro_rules! from_arg_for_floats {
    ($($type:ty),*) => {$(
        impl FromArg for $type {
            const EXPECTED: &'static str = "a number such as 2.5";

            fn from_arg(word: &str) -> Result<Self, BadArg> {
                // "inf" and "NaN" are numbers to Rust, but not to people, and JSON can't hold them.
                word.parse().ok().filter(|number: &$type| number.is_finite()).ok_or(BadArg::EXPECTED)
            }
        }
    )*};
}

from_arg_for_floats!(f32, f64);

impl FromArg for bool {
    const EXPECTED: &'static str = "yes or no";

    fn from_arg(word: &str) -> Result<Self, BadArg> {
        match word.to_lowercase().as_str() {
            "yes" | "y" | "true" | "on" | "1" => Ok(true),
            "no" | "n" | "false" | "off" | "0" => Ok(false),
            _ => Err(BadArg::EXPECTED),
        }
    }
}

impl FromArg for String {
    const EXPECTED: &'static str = "text";
    const TAKES_REST: bool = true;

    fn from_arg(word: &str) -> Result<Self, BadArg> {
        Ok(word.to_owned())
    }
}

impl FromArg for Duration {
    const EXPECTED: &'static str = "a duration such as 90s, 15min or 1h30m";

    fn from_arg(word: &str) -> Result<Self, BadArg> {
        humantime::parse_duration(word).map_err(|_| BadArg::EXPECTED)
    }
}

impl FromArg for NaiveTime {
    const EXPECTED: &'static str = "a time such as 18:30";

    fn from_arg(word: &str) -> Result<Self, BadArg> {
        let with_seconds = NaiveTime::parse_from_str(word, "%H:%M:%S");
        with_seconds.or_else(|_| NaiveTime::parse_from_str(word, "%H:%M")).map_err(|_| BadArg::EXPECTED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_bad<T: FromArg>(word: &str) -> bool {
        T::from_arg(word).is_err()
    }

    #[test]
    fn numbers_are_exact_and_finite() {
        assert_eq!(u8::from_arg("255"), Ok(255));
        assert!(is_bad::<u8>("256") && is_bad::<u8>("-1") && is_bad::<u8>("2.5") && is_bad::<u8>(""));
        assert_eq!(f64::from_arg("-2.5"), Ok(-2.5));
        assert!(is_bad::<f64>("inf") && is_bad::<f32>("NaN") && is_bad::<f32>("1e99"));
    }

    #[test]
    fn words_for_yes_and_no_are_known_in_any_case() {
        assert_eq!(bool::from_arg("YES"), Ok(true));
        assert_eq!(bool::from_arg("off"), Ok(false));
        assert!(is_bad::<bool>("maybe"));
    }

    #[test]
    fn times_and_durations_are_read_as_people_write_them() {
        assert_eq!(Duration::from_arg("1h30m"), Ok(Duration::from_mins(90)));
        assert_eq!(NaiveTime::from_arg("18:30"), Ok(NaiveTime::from_hms_opt(18, 30, 0).unwrap()));
        assert!(is_bad::<NaiveDate>("2026-02-30") && is_bad::<NaiveTime>("25:00"));
    }

    #[test]
    fn a_type_with_from_str_gives_its_own_reason() {
        let error = Parsed::<std::net::IpAddr>::from_arg("1.2.3").unwrap_err();
        assert_eq!(error.reason.as_deref(), Some("invalid IP address syntax"));
    }
}
