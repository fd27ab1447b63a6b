//! Types that can be keys of a map.

use chrono::{NaiveDate, NaiveTime};
use teloxide_core::types::{ChatId, MessageId, UserId};
use uuid::Uuid;

use crate::store::EntryKey;

/// A type that can be the key of a [`Map`](crate::Map): numbers, texts, ids, dates.
///
/// Entries are in the order of [`EntryKey`]s: numbers before texts. For a type of your own, write a number or a text
/// that means it, and the other way round:
///
/// ```
/// use pouch::MapKey;
/// use pouch::store::EntryKey;
///
/// struct Week(u16);
///
/// impl MapKey for Week {
///     fn to_key(&self) -> EntryKey {
///         self.0.to_key()
///     }
///
///     fn from_key(key: &EntryKey) -> Option<Self> {
///         u16::from_key(key).map(Week)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the key of a `Map`",
    label = "no key",
    note = "keys are `String`, numbers without fraction, `bool`, `char`, `Uuid`, `ChatId`, `UserId`, `MessageId`, `Date`, `Time`, or a type of yours with `impl MapKey`"
)]
pub trait MapKey: Sized {
    /// The key as it is stored. Different values have different keys.
    fn to_key(&self) -> EntryKey;

    /// The value that has this key; `None` if there is none.
    fn from_key(key: &EntryKey) -> Option<Self>;
}

/// What an entry is looked up by: a key, or `str` where keys are `String`.
pub trait AsKey {
    /// The key as it is stored.
    fn as_key(&self) -> EntryKey;
}

impl<K: MapKey> AsKey for K {
    fn as_key(&self) -> EntryKey {
        self.to_key()
    }
}

impl AsKey for str {
    fn as_key(&self) -> EntryKey {
        EntryKey::Text(self.to_owned())
    }
}

/// Reads a key of a JSON object, as a `HashMap` with keys of this type has them.
pub(super) fn from_json_key<K: MapKey>(text: &str) -> Option<K> {
    let number = || text.parse().ok().map(EntryKey::Number);
    K::from_key(&EntryKey::Text(text.to_owned())).or_else(|| K::from_key(&number()?))
}

/// Numbers that all fit.
macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl MapKey for $number {
            fn to_key(&self) -> EntryKey {
                EntryKey::Number(i64::from(*self))
            }

            fn from_key(key: &EntryKey) -> Option<Self> {
                match key {
                    EntryKey::Number(number) => (*number).try_into().ok(),
                    EntryKey::Text(_) => None,
                }
            }
        })*
    };
}

numbers!(i8, i16, i32, i64, u8, u16, u32);

impl MapKey for isize {
    fn to_key(&self) -> EntryKey {
        EntryKey::Number(*self as i64)
    }

    fn from_key(key: &EntryKey) -> Option<Self> {
        i64::from_key(key)?.try_into().ok()
    }
}

/// The upper half does not fit, and becomes texts of one length, which come behind all numbers.
impl MapKey for u64 {
    fn to_key(&self) -> EntryKey {
        i64::try_from(*self).map_or_else(|_| EntryKey::Text(format!("{self:020}")), EntryKey::Number)
    }

    fn from_key(key: &EntryKey) -> Option<Self> {
        match key {
            EntryKey::Number(number) => (*number).try_into().ok(),
            EntryKey::Text(text) => text.parse().ok().filter(|number| i64::try_from(*number).is_err()),
        }
    }
}

impl MapKey for usize {
    fn to_key(&self) -> EntryKey {
        (*self as u64).to_key()
    }

    fn from_key(key: &EntryKey) -> Option<Self> {
        u64::from_key(key)?.try_into().ok()
    }
}

impl MapKey for bool {
    fn to_key(&self) -> EntryKey {
        EntryKey::Number(i64::from(*self))
    }

    fn from_key(key: &EntryKey) -> Option<Self> {
        match key {
            EntryKey::Number(number) => u8::try_from(*number).ok().filter(|bit| *bit < 2).map(|bit| bit == 1),
            EntryKey::Text(text) => text.parse().ok(),
        }
    }
}

/// Types that are written and read as a text.
macro_rules! texts {
    ($($text:ty: $write:expr;)*) => {
        $(impl MapKey for $text {
            fn to_key(&self) -> EntryKey {
                let write: fn(&$text) -> String = $write;
                EntryKey::Text(write(self))
            }

            fn from_key(key: &EntryKey) -> Option<Self> {
                match key {
                    EntryKey::Text(text) => text.parse().ok(),
                    EntryKey::Number(_) => None,
                }
            }
        })*
    };
}

texts! {
    String: Clone::clone;
    char: ToString::to_string;
    Uuid: ToString::to_string;
    NaiveDate: ToString::to_string;
    NaiveTime: ToString::to_string;
}

/// Types that stand for a number.
macro_rules! ids {
    ($($id:ident: $number:ty;)*) => {
        $(impl MapKey for $id {
            fn to_key(&self) -> EntryKey {
                self.0.to_key()
            }

            fn from_key(key: &EntryKey) -> Option<Self> {
                <$number>::from_key(key).map($id)
            }
        })*
    };
}

ids! {
    ChatId: i64;
    UserId: u64;
    MessageId: i32;
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    /// Keys come back, from a JSON object too, and are in the order of their values.
    fn check<K: MapKey + PartialEq + Debug>(values: impl IntoIterator<Item = K>) {
        let mut before: Option<EntryKey> = None;
        for value in values {
            let key = value.to_key();
            assert_eq!(K::from_key(&key).as_ref(), Some(&value));
            assert_eq!(from_json_key::<K>(&key.to_json_key()).as_ref(), Some(&value));
            assert!(before.is_none_or(|before| before < key), "{value:?}");
            before = Some(key);
        }
    }

    #[test]
    fn keys_come_back_in_the_order_of_their_values() {
        check([i64::MIN, -1, 0, 9, 10, i64::MAX]);
        check([0, 9, 10, (1 << 63) - 1, 1 << 63, u64::MAX]);
        check([i32::MIN, 0, i32::MAX]);
        check([false, true]);
        check(["", "10", "9", "a", "b", "ö"].map(String::from));
        check([ChatId(-100), ChatId(5)]);
        check([UserId(1), UserId(10)]);
        check(["1999-12-31", "2026-01-02", "2026-01-10"].map(|date| date.parse::<NaiveDate>().unwrap()));
        check([Uuid::from_u128(1), Uuid::from_u128(10 << 64), Uuid::from_u128(u128::MAX)]);
    }

    #[test]
    fn keys_of_a_hash_map_are_read_as_it_writes_them() {
        assert_eq!(from_json_key("9223372036854775808"), Some(1_u64 << 63));
        assert_eq!(from_json_key("true"), Some(true));
        assert_eq!(from_json_key("-5"), Some(ChatId(-5)));
        assert_eq!(from_json_key::<u8>("300"), None);
        assert_eq!(from_json_key::<Uuid>("no"), None);
    }
}
