//! Scales, ranks and consent.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::answer::{Answer, Pick, Picks};
use super::super::rules::Rules;
use super::super::words::{Words, fill};
use super::choices::{meant, yes_or_no};
use super::{text, to_json};
use crate::args::BadArg;
use crate::choice::Choice;
use crate::update::Arrived;

/// 1 to `N` stars. Compares with a number: `a.stars <= 2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rating<const N: u8>(u8);

/// How likely somebody would recommend something: 0 to 10 (the net promoter score). Compares with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Nps(u8);

impl<const N: u8> Rating<N> {
    /// The number of stars.
    pub const fn stars(self) -> u8 {
        self.0
    }
}

impl Nps {
    /// The number.
    pub const fn score(self) -> u8 {
        self.0
    }
}

/// Implements [`Answer`] for numbers on a scale.
macro_rules! answer_by_scale {
    ($([$($parameters:tt)*] $type:ty: $least:expr, $most:expr, $label:expr, $show:expr;)*) => {$(
        impl<$($parameters)*> PartialEq<u8> for $type {
            fn eq(&self, other: &u8) -> bool {
                self.0 == *other
            }
        }

        impl<$($parameters)*> PartialOrd<u8> for $type {
            fn partial_cmp(&self, other: &u8) -> Option<Ordering> {
                self.0.partial_cmp(other)
            }
        }

        impl<$($parameters)*> $type {
            fn of(number: u8) -> Option<Self> {
                ($least..=$most).contains(&number).then_some(Self(number))
            }
        }

        impl<$($parameters)*> Answer for $type {
            fn expected(rules: &Rules) -> String {
                fill(rules.words().of_number_between, &[("least", &$least), ("most", &$most)])
            }

            fn options(_: &Rules) -> Vec<Pick> {
                let label: fn(u8) -> String = $label;
                ($least..=$most).map(|number| Pick::new(number.to_string(), label(number))).collect()
            }

            fn pick(names: &[&str]) -> Option<Self> {
                match names {
                    [name] => name.parse().ok().and_then(Self::of),
                    _ => None,
                }
            }

            fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
                let number = text(said).and_then(|text| text.parse().ok());
                number.and_then(Self::of).ok_or(BadArg::EXPECTED)
            }

            fn to_json(&self) -> Value {
                self.0.into()
            }

            fn from_json(json: &Value) -> Option<Self> {
                json.as_u64().and_then(|number| number.try_into().ok()).and_then(Self::of)
            }

            fn show(&self, rules: &Rules) -> String {
                let show: fn(u8, &Words) -> String = $show;
                show(self.0, rules.words())
            }
        }
    )*};
}

answer_by_scale! {
    [const N: u8] Rating<N>: 1, N, |number| format!("{number} ★"),
        |number, _| format!("{}{}", "★".repeat(number.into()), "☆".repeat((N - number).into()));
    [] Nps: 0, 10, |number| number.to_string(), |number, words| fill(words.score, &[("number", &number)]);
}

/// All choices, in the order that the person gave them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank<T>(pub Vec<T>);

impl<T: Choice> Answer for Rank<T> {
    const PICKS: Picks = Picks::Ranked;
    const LANGUAGES: Option<&'static [&'static str]> = <T as Answer>::LANGUAGES;

    fn expected(rules: &Rules) -> String {
        let labels: Vec<&str> = T::ALL.iter().map(|choice| choice.label_in(rules.language())).collect();
        fill(rules.words().of_rank, &[("options", &labels.join(", "))])
    }

    fn options(rules: &Rules) -> Vec<Pick> {
        T::options(rules)
    }

    fn pick(names: &[&str]) -> Option<Self> {
        let ranked: Vec<T> = names.iter().map(|name| T::from_name(name)).collect::<Option<_>>()?;
        let is_twice =
            |index: usize| ranked[..index].iter().any(|earlier| earlier.name() == ranked[index].name());
        let is_whole = ranked.len() == T::ALL.len() && !(0..ranked.len()).any(is_twice);
        is_whole.then_some(Rank(ranked))
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        let options = T::options(rules);
        let parts = text(said).ok_or(BadArg::EXPECTED)?.split([',', ';', '\n']);
        let names: Option<Vec<&str>> =
            parts.map(|part| meant(part, &options).map(|pick| pick.name.as_str())).collect();
        names.and_then(|names| Self::pick(&names)).ok_or(BadArg::EXPECTED)
    }

    fn to_json(&self) -> Value {
        self.0.iter().map(Choice::name).collect()
    }

    fn from_json(json: &Value) -> Option<Self> {
        let names: Option<Vec<&str>> = json.as_array()?.iter().map(Value::as_str).collect();
        Self::pick(&names?)
    }

    fn show(&self, rules: &Rules) -> String {
        let label = |choice: &T| choice.label_in(rules.language());
        let labels = self.0.iter().zip(1..).map(|(choice, place)| format!("{place}. {}", label(choice)));
        labels.collect::<Vec<_>>().join(", ")
    }
}

/// That somebody agrees: the only answer there is. Who does not agree can cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent;

impl Answer for Consent {
    fn expected(rules: &Rules) -> String {
        rules.words().of_consent.to_owned()
    }

    fn options(rules: &Rules) -> Vec<Pick> {
        vec![Pick::new("yes", rules.words().agree_label)]
    }

    fn pick(names: &[&str]) -> Option<Self> {
        (names == ["yes"]).then_some(Consent)
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        let agrees = text(said).and_then(|text| {
            yes_or_no(text, rules.words()).or_else(|| meant(text, &Self::options(rules)).map(|_| true))
        });
        if agrees == Some(true) { Ok(Consent) } else { Err(BadArg::EXPECTED) }
    }

    fn to_json(&self) -> Value {
        true.into()
    }

    fn from_json(json: &Value) -> Option<Self> {
        (json == &to_json(&true)).then_some(Consent)
    }

    fn show(&self, rules: &Rules) -> String {
        rules.words().yes_label.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_its_numbers_and_no_others() {
        assert_eq!(Rating::<5>::pick(&["5"]).map(Rating::stars), Some(5));
        assert_eq!((Rating::<5>::pick(&["6"]), Rating::<5>::pick(&["0"])), (None, None));
        assert_eq!(Nps::from_json(&0.into()).map(Nps::score), Some(0));
        assert_eq!(Nps::from_json(&11.into()), None);
        assert!(Rating::<5>(2) <= 2 && Rating::<5>(3) > 2 && Nps(3) == 3);
        assert_eq!(Rating::<5>(2).show(&Rules::NONE), "★★☆☆☆");
    }
}
