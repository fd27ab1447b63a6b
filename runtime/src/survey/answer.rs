//! Types that a survey can ask for.

use std::any::Any;

use serde_json::Value;

use super::rules::Rules;
use crate::args::BadArg;
use crate::update::Arrived;

/// A type that a survey can ask for: a field of a struct with [`#[derive(Survey)]`](derive@crate::Survey).
///
/// ```
/// use pouch::survey::{Answer, Rules, Value};
/// use pouch::{Arrived, BadArg};
///
/// /// A number plate.
/// struct Plate(String);
///
/// impl Answer for Plate {
///     fn expected(_: &Rules) -> String {
///         "a number plate".to_owned()
///     }
///
///     fn example(_: &Rules) -> Option<String> {
///         Some("B AB 123".to_owned())
///     }
///
///     fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
///         let text = said.text().ok_or(BadArg::EXPECTED)?;
///         let is_plate = text.len() <= 12 && text.chars().any(|character| character.is_ascii_digit());
///         if is_plate { Ok(Plate(text.to_uppercase())) } else { Err(BadArg::EXPECTED) }
///     }
///
///     fn to_json(&self) -> Value {
///         self.0.clone().into()
///     }
///
///     fn from_json(json: &Value) -> Option<Self> {
///         json.as_str().map(|plate| Plate(plate.to_owned()))
///     }
///
///     fn show(&self, _: &Rules) -> String {
///         self.0.clone()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing a survey can ask for",
    label = "no answer",
    note = "answers are `String`, numbers, `bool`, enums with `#[derive(Choice)]`, `BTreeSet` and `Vec` of those, `Rating<5>`, `Nps`, `Rank`, `Consent`, `Date`, `Time`, `Moment`, `Email`, `Url`, `Phone`, `Location`, `Contact`, `PhotoSize` and other media, every type with `pouch::survey::Answer`, and `Option` of these"
)]
pub trait Answer: Sized + 'static {
    /// How its choices are made, if it has any.
    #[doc(hidden)]
    const PICKS: Picks = Picks::One;

    /// What Telegram's keyboard offers to send, in private chats.
    #[doc(hidden)]
    const OFFER: Offer = Offer::Nothing;

    /// The languages of its labels; none where they are in the words of surveys, or in one language of its own.
    #[doc(hidden)]
    const LANGUAGES: Option<&'static [&'static str]> = None;

    /// Whether it takes what is not among its choices, too.
    #[doc(hidden)]
    const HAS_OTHER: bool = false;

    /// Whether it depends on the person's zone.
    #[doc(hidden)]
    const HAS_ZONE: bool = false;

    /// What a person should send, as in "Please send a whole number from 13 to 120".
    fn expected(rules: &Rules) -> String;

    /// Something that would do, shown beside what is expected to those who were wrong.
    fn example(rules: &Rules) -> Option<String> {
        let _ = rules;
        None
    }

    /// What there is to choose from; one button each, with the label in the [language](Rules::language) of the rules.
    fn options(rules: &Rules) -> Vec<Pick> {
        let _ = rules;
        Vec::new()
    }

    /// The answer that picking these options makes, by their names.
    fn pick(names: &[&str]) -> Option<Self> {
        let _ = names;
        None
    }

    /// Reads what somebody sent.
    ///
    /// # Errors
    /// [`BadArg`] if it is not what [`expected`](Answer::expected) says, or breaks one of the question's rules.
    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg>;

    /// The answer as it is stored.
    fn to_json(&self) -> Value;

    /// Reads what [`to_json`](Answer::to_json) has written; `None` for anything else, which is asked for again then.
    fn from_json(json: &Value) -> Option<Self>;

    /// The answer as people read it, in the [language](Rules::language) of the rules.
    fn show(&self, rules: &Rules) -> String;

    /// Reads one of several things that make an answer together, as it is stored.
    #[doc(hidden)]
    fn gather(said: Arrived<'_>, rules: &Rules) -> Result<Value, BadArg> {
        let _ = (said, rules);
        Err(BadArg::EXPECTED)
    }
}

/// What a name begins with that is no choice's, but what somebody has typed.
pub(super) const OTHER: char = '…';

/// Something to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The name under which it is stored.
    pub name: String,
    /// What people see.
    pub label: String,
}

impl Pick {
    /// An option with that name and label.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Pick { name: name.into(), label: label.into() }
    }
}

/// How choices are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picks {
    /// One.
    One,
    /// Some, each ticked or not.
    Some,
    /// All, one after the other.
    Ranked,
    /// None; what is sent is added to what was sent before, until it is enough.
    Gathered,
    /// A day of a month's grid.
    Day,
    /// A day, then a time, in the person's zone.
    Moment,
}

/// What Telegram's keyboard can offer to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Nothing but what is typed.
    Nothing,
    /// The person's own phone number.
    Contact,
    /// Where the person is.
    Location,
}

/// The functions of one type of answer, for code that knows no type.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub(super) picks: Picks,
    pub(super) offer: Offer,
    pub(super) has_other: bool,
    pub(super) has_zone: bool,
    pub(super) expected: fn(&Rules) -> String,
    pub(super) example: fn(&Rules) -> Option<String>,
    pub(super) options: fn(&Rules) -> Vec<Pick>,
    pub(super) pick: fn(&[&str]) -> Option<Value>,
    pub(super) read: fn(Arrived<'_>, &Rules) -> Result<Value, BadArg>,
    pub(super) gather: fn(Arrived<'_>, &Rules) -> Result<Value, BadArg>,
    pub(super) is_answer: fn(&Value) -> bool,
    /// As people read it; `None` for what is no such answer.
    pub(super) show: fn(&Value, &Rules) -> Option<String>,
    /// As it is stored; `None` for a value of another type.
    pub(super) to_json: fn(&dyn Any) -> Option<Value>,
    pub(super) languages: Option<&'static [&'static str]>,
    /// The answer itself.
    pub(super) value: fn(&Value) -> Option<Box<dyn Any>>,
}

impl Kind {
    /// That of a type.
    pub const fn of<T: Answer>() -> Self {
        Kind {
            picks: T::PICKS,
            offer: T::OFFER,
            has_other: T::HAS_OTHER,
            has_zone: T::HAS_ZONE,
            expected: T::expected,
            example: T::example,
            options: T::options,
            pick: |names| T::pick(names).map(|answer| answer.to_json()),
            read: |said, rules| T::read(said, rules).map(|answer| answer.to_json()),
            gather: T::gather,
            is_answer: |json| T::from_json(json).is_some(),
            show: |json, rules| T::from_json(json).map(|answer| answer.show(rules)),
            to_json: |value| value.downcast_ref::<T>().map(Answer::to_json),
            languages: T::LANGUAGES,
            value: |json| T::from_json(json).map(|answer| Box::new(answer) as _),
        }
    }
}
