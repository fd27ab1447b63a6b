//! Choices with room for what is not among them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::answer::{Answer, OTHER, Pick, Picks};
use super::super::rules::Rules;
use super::super::words::fill;
use super::choices::{meant, one_of, options_of, says_none, shown, some_of};
use super::text;
use crate::args::BadArg;
use crate::choice::Choice;
use crate::update::Arrived;

/// One of the choices, or something else that the person has typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrOther<T> {
    /// One of the choices.
    One(T),
    /// Something else, as it was typed.
    Other(String),
}

impl<T: Choice> OrOther<T> {
    /// The choice's label, or what was typed.
    pub fn label(&self) -> &str {
        match self {
            OrOther::One(choice) => choice.label(),
            OrOther::Other(text) => text,
        }
    }

    /// The choice of that name, or what stands behind the mark of something else.
    fn named(name: &str) -> Option<Self> {
        match name.strip_prefix(OTHER) {
            Some(text) => (!text.is_empty()).then(|| OrOther::Other(text.to_owned())),
            None => T::from_name(name).map(OrOther::One),
        }
    }

    /// What somebody means who types that.
    fn typed(text: &str, options: &[Pick], rules: &Rules) -> Result<Self, BadArg> {
        let choice = meant(text, options).and_then(|pick| T::from_name(&pick.name));
        match choice {
            Some(choice) => Ok(OrOther::One(choice)),
            None => rules.check_text(text).map(|()| OrOther::Other(text.to_owned())),
        }
    }

    fn as_json(&self) -> Value {
        match self {
            OrOther::One(choice) => choice.name().into(),
            OrOther::Other(text) => json!({ "other": text }),
        }
    }

    fn of_json(json: &Value) -> Option<Self> {
        match json {
            Value::String(name) => T::from_name(name).map(OrOther::One),
            other => Some(OrOther::Other(other.get("other")?.as_str()?.to_owned())),
        }
    }

    fn label_for(&self, rules: &Rules) -> &str {
        match self {
            OrOther::One(choice) => choice.label_in(rules.language()),
            OrOther::Other(text) => text,
        }
    }
}

impl<T: Choice> Answer for OrOther<T> {
    const LANGUAGES: Option<&'static [&'static str]> = <T as Answer>::LANGUAGES;
    const HAS_OTHER: bool = true;

    fn expected(rules: &Rules) -> String {
        fill(rules.words().or_other, &[("options", &one_of::<T>(rules))])
    }

    fn options(rules: &Rules) -> Vec<Pick> {
        options_of::<T>(rules)
    }

    fn pick(names: &[&str]) -> Option<Self> {
        match names {
            [name] => Self::named(name),
            _ => None,
        }
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        Self::typed(text(said).ok_or(BadArg::EXPECTED)?, &options_of::<T>(rules), rules)
    }

    fn to_json(&self) -> Value {
        self.as_json()
    }

    fn from_json(json: &Value) -> Option<Self> {
        Self::of_json(json)
    }

    fn show(&self, rules: &Rules) -> String {
        self.label_for(rules).to_owned()
    }
}

impl<T: Choice + Ord> Answer for BTreeSet<OrOther<T>> {
    const PICKS: Picks = Picks::Some;
    const LANGUAGES: Option<&'static [&'static str]> = <T as Answer>::LANGUAGES;
    const HAS_OTHER: bool = true;

    fn expected(rules: &Rules) -> String {
        fill(rules.words().or_other, &[("options", &some_of::<T>(rules))])
    }

    fn options(rules: &Rules) -> Vec<Pick> {
        options_of::<T>(rules)
    }

    fn pick(names: &[&str]) -> Option<Self> {
        names.iter().map(|name| OrOther::named(name)).collect()
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        let (options, typed) = (options_of::<T>(rules), text(said).ok_or(BadArg::EXPECTED)?);
        if says_none(typed, rules) {
            return Ok(BTreeSet::new());
        }
        let parts = typed.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
        let picked: BTreeSet<_> =
            parts.map(|part| OrOther::typed(part, &options, rules)).collect::<Result<_, _>>()?;
        rules.check_picks(picked.len()).map(|()| picked)
    }

    fn to_json(&self) -> Value {
        self.iter().map(OrOther::as_json).collect()
    }

    fn from_json(json: &Value) -> Option<Self> {
        json.as_array()?.iter().map(OrOther::of_json).collect()
    }

    fn show(&self, rules: &Rules) -> String {
        shown(self.iter().map(|one| one.label_for(rules)), rules.words())
    }
}
