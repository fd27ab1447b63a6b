//! Choices as answers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::answer::{Answer, Pick, Picks};
use super::super::rules::Rules;
use super::text;
use crate::args::{BadArg, FromArg};
use crate::choice::Choice;
use crate::update::Arrived;

/// What there is to choose from, in words.
fn listed(picks: &[Pick]) -> String {
    let labels: Vec<&str> = picks.iter().map(|pick| pick.label.as_str()).collect();
    match labels.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A text as far as it counts when somebody types a choice.
fn plain(text: &str) -> String {
    let counts = text.chars().filter(|character| character.is_alphanumeric());
    let plain: String = counts.flat_map(char::to_lowercase).collect();
    if plain.is_empty() { text.trim().to_owned() } else { plain }
}

/// The option that somebody means who types that: its label, name or number, or the first letters of one alone.
pub(in super::super) fn meant<'a>(typed: &str, picks: &'a [Pick]) -> Option<&'a Pick> {
    let typed = plain(typed);
    if typed.is_empty() {
        return None;
    }
    let is_exact = |pick: &&Pick| plain(&pick.label) == typed || plain(&pick.name) == typed;
    let by_number = || typed.parse::<usize>().ok()?.checked_sub(1).and_then(|index| picks.get(index));
    let by_start = || {
        let mut starting = picks.iter().filter(|pick| plain(&pick.label).starts_with(&typed));
        starting.next().filter(|_| starting.next().is_none())
    };
    picks.iter().find(is_exact).or_else(by_number).or_else(by_start)
}

/// Which options somebody means who types several, with commas or line breaks between them.
fn all_meant<'a>(typed: &str, picks: &'a [Pick]) -> Option<Vec<&'a str>> {
    let parts = typed.split([',', ';', '\n']).filter(|part| !part.trim().is_empty());
    parts.map(|part| meant(part, picks).map(|pick| pick.name.as_str())).collect()
}

fn options_of<T: Choice>() -> Vec<Pick> {
    T::ALL.iter().map(|choice| Pick::new(choice.name(), choice.label())).collect()
}

impl<T: Choice> Answer for T {
    fn expected(_: &Rules) -> String {
        listed(&options_of::<T>())
    }

    fn options() -> Vec<Pick> {
        options_of::<T>()
    }

    fn pick(names: &[&str]) -> Option<Self> {
        match names {
            [name] => T::from_name(name),
            _ => None,
        }
    }

    fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
        let options = options_of::<T>();
        let meant = text(said).and_then(|text| meant(text, &options));
        meant.and_then(|pick| T::from_name(&pick.name)).ok_or(BadArg::EXPECTED)
    }

    fn to_json(&self) -> Value {
        self.name().into()
    }

    fn from_json(json: &Value) -> Option<Self> {
        T::from_name(json.as_str()?)
    }

    fn show(&self) -> String {
        self.label().to_owned()
    }
}

impl Answer for bool {
    fn expected(_: &Rules) -> String {
        "yes or no".to_owned()
    }

    fn options() -> Vec<Pick> {
        vec![Pick::new("yes", "Yes"), Pick::new("no", "No")]
    }

    fn pick(names: &[&str]) -> Option<Self> {
        match names {
            ["yes"] => Some(true),
            ["no"] => Some(false),
            _ => None,
        }
    }

    fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
        bool::from_arg(text(said).ok_or(BadArg::EXPECTED)?)
    }

    fn to_json(&self) -> Value {
        (*self).into()
    }

    fn from_json(json: &Value) -> Option<Self> {
        json.as_bool()
    }

    fn show(&self) -> String {
        if *self { "Yes" } else { "No" }.to_owned()
    }
}

fn several<T: Choice>() -> String {
    format!("some of {}, with commas between them", listed(&options_of::<T>()).replace(" or ", " and "))
}

/// Several choices, each once, in the order of their definition.
fn read_several<T: Choice, C: FromIterator<T>>(said: Arrived<'_>, rules: &Rules) -> Result<C, BadArg> {
    let options = options_of::<T>();
    let meant = text(said).and_then(|text| all_meant(text, &options)).ok_or(BadArg::EXPECTED)?;
    let distinct: BTreeSet<&str> = meant.into_iter().collect();
    rules.check_picks(distinct.len())?;
    let in_order = T::ALL.iter().map(Choice::name).filter(|name| distinct.contains(name));
    Ok(in_order.filter_map(T::from_name).collect())
}

fn shown<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    match labels.collect::<Vec<_>>() {
        labels if labels.is_empty() => "none of them".to_owned(),
        labels => labels.join(", "),
    }
}

// Written out, since rustc would show a macro's name to who asks for a set of something else.
impl<T: Choice + Ord> Answer for BTreeSet<T> {
    const PICKS: Picks = Picks::Some;

    fn expected(_: &Rules) -> String {
        several::<T>()
    }

    fn options() -> Vec<Pick> {
        options_of::<T>()
    }

    fn pick(names: &[&str]) -> Option<Self> {
        names.iter().map(|name| T::from_name(name)).collect()
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        read_several(said, rules)
    }

    fn to_json(&self) -> Value {
        self.iter().map(Choice::name).collect()
    }

    fn from_json(json: &Value) -> Option<Self> {
        json.as_array()?.iter().map(|name| T::from_name(name.as_str()?)).collect()
    }

    fn show(&self) -> String {
        shown(self.iter().map(Choice::label))
    }
}

impl<T: Choice> Answer for Vec<T> {
    const PICKS: Picks = Picks::Some;

    fn expected(_: &Rules) -> String {
        several::<T>()
    }

    fn options() -> Vec<Pick> {
        options_of::<T>()
    }

    fn pick(names: &[&str]) -> Option<Self> {
        names.iter().map(|name| T::from_name(name)).collect()
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        read_several(said, rules)
    }

    fn to_json(&self) -> Value {
        self.iter().map(Choice::name).collect()
    }

    fn from_json(json: &Value) -> Option<Self> {
        json.as_array()?.iter().map(|name| T::from_name(name.as_str()?)).collect()
    }

    fn show(&self) -> String {
        shown(self.iter().map(Choice::label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picks() -> Vec<Pick> {
        ["Salami", "Mushrooms", "Sardines", "🌶"].map(|label| Pick::new(label.to_lowercase(), label)).to_vec()
    }

    fn found(typed: &str) -> Option<String> {
        meant(typed, &picks()).map(|pick| pick.label.clone())
    }

    #[test]
    fn a_choice_is_typed_by_label_number_or_first_letters() {
        assert_eq!(found("SALAMI!").as_deref(), Some("Salami"));
        assert_eq!(found("2").as_deref(), Some("Mushrooms"));
        assert_eq!(found("mush").as_deref(), Some("Mushrooms"));
        assert_eq!(found("🌶").as_deref(), Some("🌶"));
        for unclear in ["s", "sa", "9", "0", "", "tuna"] {
            assert_eq!(found(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn several_choices_stand_between_commas() {
        assert_eq!(all_meant("sal, 2\nsardines", &picks()), Some(vec!["salami", "mushrooms", "sardines"]));
        assert_eq!(all_meant("salami and tuna", &picks()), None);
    }
}
