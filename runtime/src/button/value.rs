//! Types that a button can hold.

use std::time::Duration;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use uuid::Uuid;

use super::digits::{self, digits_for};

/// A type that can be a field of a button: a parameter by value of a [`#[callback]`](crate::callback) function.
///
/// A button holds 64 bytes, of which 48 are for the fields, with one byte between each two. The store keeps what does not
/// fit, which only types without a [`LONGEST`](ButtonField::LONGEST) value may need.
///
/// ```
/// use pouch::ButtonField;
///
/// struct Percent(u8);
///
/// impl ButtonField for Percent {
///     const LONGEST: Option<usize> = u8::LONGEST;
///
///     fn to_field(&self) -> String {
///         self.0.to_field()
///     }
///
///     fn from_field(field: &str) -> Option<Self> {
///         u8::from_field(field).filter(|number| *number <= 100).map(Percent)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a field of a button",
    label = "no field of a button",
    note = "fields are numbers, `bool`, `char`, `String`, `Uuid`, `Duration`, `Date`, `Time`, enums with `#[derive(Choice)]`, every type with `ButtonField`, and `Option` of these",
    note = "to borrow what the bot knows write `&{Self}`"
)]
pub trait ButtonField: Sized {
    /// The most bytes that a value takes; `None` if there is no such bound.
    const LONGEST: Option<usize>;

    /// The value as it stands in the button.
    fn to_field(&self) -> String;

    /// Reads what [`to_field`](ButtonField::to_field) has written; `None` for anything else, such as a value that there
    /// is no more. The button is out of date then.
    fn from_field(field: &str) -> Option<Self>;
}

macro_rules! field_for_unsigned {
    ($($type:ty)*) => {$(
        impl ButtonField for $type {
            const LONGEST: Option<usize> = Some(digits_for(<$type>::BITS));

            fn to_field(&self) -> String {
                // No conversion is lossless for every type here, but each fits.
                digits::write(u128::try_from(*self).unwrap_or_default())
            }

            fn from_field(field: &str) -> Option<Self> {
                digits::read(field)?.try_into().ok()
            }
        }
    )*};
}

field_for_unsigned!(u8 u16 u32 u64 u128 usize);

macro_rules! field_for_signed {
    ($($type:ty as $unsigned:ty),*) => {$(
        impl ButtonField for $type {
            const LONGEST: Option<usize> = <$unsigned>::LONGEST;

            fn to_field(&self) -> String {
                // Zigzag: small numbers stay short, whatever their sign.
                ((*self << 1) ^ (*self >> (<$type>::BITS - 1))).cast_unsigned().to_field()
            }

            fn from_field(field: &str) -> Option<Self> {
                let zigzag = <$unsigned>::from_field(field)?;
                Some((zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed())
            }
        }
    )*};
}

field_for_signed!(i8 as u8, i16 as u16, i32 as u32, i64 as u64, i128 as u128, isize as usize);

macro_rules! field_for_floats {
    ($($type:ty as $bits:ty),*) => {$(
        impl ButtonField for $type {
            const LONGEST: Option<usize> = <$bits>::LONGEST;

            fn to_field(&self) -> String {
                self.to_bits().to_field()
            }

            fn from_field(field: &str) -> Option<Self> {
                <$bits>::from_field(field).map(<$type>::from_bits)
            }
        }
    )*};
}

field_for_floats!(f32 as u32, f64 as u64);

impl ButtonField for bool {
    const LONGEST: Option<usize> = Some(1);

    fn to_field(&self) -> String {
        u8::from(*self).to_field()
    }

    fn from_field(field: &str) -> Option<Self> {
        match u8::from_field(field)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl ButtonField for char {
    const LONGEST: Option<usize> = Some(char::MAX.len_utf8());

    fn to_field(&self) -> String {
        self.to_string()
    }

    fn from_field(field: &str) -> Option<Self> {
        field.parse().ok()
    }
}

impl ButtonField for String {
    const LONGEST: Option<usize> = None;

    fn to_field(&self) -> String {
        self.clone()
    }

    fn from_field(field: &str) -> Option<Self> {
        Some(field.to_owned())
    }
}

impl ButtonField for Uuid {
    const LONGEST: Option<usize> = u128::LONGEST;

    fn to_field(&self) -> String {
        self.as_u128().to_field()
    }

    fn from_field(field: &str) -> Option<Self> {
        u128::from_field(field).map(Uuid::from_u128)
    }
}

impl ButtonField for Duration {
    // As many nanoseconds as the seconds of a `u64` make.
    const LONGEST: Option<usize> = Some(digits_for(64 + 30));

    fn to_field(&self) -> String {
        self.as_nanos().to_field()
    }

    fn from_field(field: &str) -> Option<Self> {
        let nanos = u128::from_field(field)?;
        let (seconds, nanos) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
        Some(Duration::new(seconds.try_into().ok()?, nanos.try_into().ok()?))
    }
}

impl ButtonField for NaiveDate {
    const LONGEST: Option<usize> = i32::LONGEST;

    fn to_field(&self) -> String {
        self.num_days_from_ce().to_field()
    }

    fn from_field(field: &str) -> Option<Self> {
        NaiveDate::from_num_days_from_ce_opt(i32::from_field(field)?)
    }
}

/// A second has up to twice as many nanoseconds: chrono counts those of a leap second on.
const NANOS: u64 = 2_000_000_000;

impl ButtonField for NaiveTime {
    // 86,400 seconds take 17 bits.
    const LONGEST: Option<usize> = Some(digits_for(17 + 31));

    fn to_field(&self) -> String {
        (u64::from(self.num_seconds_from_midnight()) * NANOS + u64::from(self.nanosecond())).to_field()
    }

    fn from_field(field: &str) -> Option<Self> {
        let number = u64::from_field(field)?;
        let (seconds, nanos) = (number / NANOS, number % NANOS);
        NaiveTime::from_num_seconds_from_midnight_opt(seconds.try_into().ok()?, nanos.try_into().ok()?)
    }
}

impl<T: ButtonField> ButtonField for Option<T> {
    const LONGEST: Option<usize> = match T::LONGEST {
        Some(longest) => Some(longest + 1),
        None => None,
    };

    fn to_field(&self) -> String {
        self.as_ref().map_or_else(String::new, |value| format!("+{}", value.to_field()))
    }

    fn from_field(field: &str) -> Option<Self> {
        match field.strip_prefix('+') {
            Some(value) => T::from_field(value).map(Some),
            None => field.is_empty().then_some(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    fn comes_back<T: ButtonField + PartialEq + Debug>(values: impl IntoIterator<Item = T>) {
        for value in values {
            let field = value.to_field();
            assert!(T::LONGEST.is_none_or(|longest| field.len() <= longest), "{value:?} takes {field}");
            assert_eq!(T::from_field(&field), Some(value));
        }
    }

    #[test]
    fn every_value_comes_back() {
        comes_back([0, 1, u8::MAX]);
        comes_back([0, u128::MAX]);
        comes_back([0, -1, i8::MIN, i8::MAX]);
        comes_back([0, -1, i64::MIN, i64::MAX]);
        comes_back([i128::MIN, i128::MAX]);
        comes_back([0.0, -1.5, f64::MAX, f64::INFINITY]);
        comes_back([true, false]);
        comes_back(['a', '.', char::MAX]);
        comes_back([String::new(), "+ä".to_owned()]);
        comes_back([Uuid::nil(), Uuid::max()]);
        comes_back([Duration::ZERO, Duration::MAX]);
        comes_back([NaiveDate::MIN, NaiveDate::MAX]);
        comes_back([NaiveTime::MIN, NaiveTime::from_hms_nano_opt(23, 59, 59, 1_999_999_999).unwrap()]);
        comes_back([None, Some(String::new()), Some("+".to_owned())]);
        comes_back([None, Some(None), Some(Some(u64::MAX))]);
    }

    #[test]
    fn what_a_type_does_not_have_is_not_read() {
        assert_eq!(u8::from_field(&256_u16.to_field()), None);
        assert_eq!(bool::from_field(&2_u8.to_field()), None);
        assert_eq!(char::from_field("ab"), None);
        assert_eq!(Option::<u8>::from_field("B"), None);
        assert_eq!(NaiveTime::from_field(&u64::MAX.to_field()), None);
    }
}
