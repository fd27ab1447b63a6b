//! Choices as answers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::answer::{Answer, Pick, Picks};
use super::super::rules::Rules;
use super::super::words::{Words, fill};
use super::text;
use crate::args::{BadArg, FromArg};
use crate::choice::Choice;
use crate::update::Arrived;

/// How many choices are named where it is said what is expected.
const NAMED: usize = 12;

/// What there is to choose from, with that word before the last one.
fn listed(picks: &[Pick], word: &str) -> String {
    let mut labels: Vec<&str> = picks.iter().map(|pick| pick.label.as_str()).take(NAMED).collect();
    if picks.len() > NAMED {
        labels.push("…");
        return labels.join(", ");
    }
    match labels.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A text as far as it counts when somebody types a choice.
pub(in super::super) fn plain(text: &str) -> String {
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

/// What somebody means who types yes or no, in their language or in English.
pub(super) fn yes_or_no(text: &str, words: &Words) -> Option<bool> {
    let word = text.to_lowercase();
    if word == words.yes || word == words.no {
        return Some(word == words.yes);
    }
    bool::from_arg(text).ok()
}

/// Which options somebody means who types several, with commas or line breaks between them.
pub(super) fn all_meant<'a>(typed: &str, picks: &'a [Pick]) -> Option<Vec<&'a str>> {
    let parts = typed.split([',', ';', '\n']).filter(|part| !part.trim().is_empty());
    parts.map(|part| meant(part, picks).map(|pick| pick.name.as_str())).collect()
}

pub(super) fn options_of<T: Choice>(rules: &Rules) -> Vec<Pick> {
    T::ALL.iter().map(|choice| Pick::new(choice.name(), choice.label_in(rules.language()))).collect()
}

impl<T: Choice> Answer for T {
    const LANGUAGES: Option<&'static [&'static str]> = Some(<T as Choice>::LANGUAGES);

    fn expected(rules: &Rules) -> String {
        one_of::<T>(rules)
    }

    fn options(rules: &Rules) -> Vec<Pick> {
        options_of::<T>(rules)
    }

    fn pick(names: &[&str]) -> Option<Self> {
        match names {
            [name] => T::from_name(name),
            _ => None,
        }
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        let options = options_of::<T>(rules);
        let meant = text(said).and_then(|text| meant(text, &options));
        meant.and_then(|pick| T::from_name(&pick.name)).ok_or(BadArg::EXPECTED)
    }

    fn to_json(&self) -> Value {
        self.name().into()
    }

    fn from_json(json: &Value) -> Option<Self> {
        T::from_name(json.as_str()?)
    }

    fn show(&self, rules: &Rules) -> String {
        self.label_in(rules.language()).to_owned()
    }
}

impl Answer for bool {
    fn expected(rules: &Rules) -> String {
        rules.words().of_yes_or_no.to_owned()
    }

    fn options(rules: &Rules) -> Vec<Pick> {
        let words = rules.words();
        vec![Pick::new("yes", words.yes_label), Pick::new("no", words.no_label)]
    }

    fn pick(names: &[&str]) -> Option<Self> {
        match names {
            ["yes"] => Some(true),
            ["no"] => Some(false),
            _ => None,
        }
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        text(said).and_then(|text| yes_or_no(text, rules.words())).ok_or(BadArg::EXPECTED)
    }

    fn to_json(&self) -> Value {
        (*self).into()
    }

    fn from_json(json: &Value) -> Option<Self> {
        json.as_bool()
    }

    fn show(&self, rules: &Rules) -> String {
        if *self { rules.words().yes_label } else { rules.words().no_label }.to_owned()
    }
}

pub(super) fn one_of<T: Choice>(rules: &Rules) -> String {
    listed(&options_of::<T>(rules), rules.words().or)
}

pub(super) fn some_of<T: Choice>(rules: &Rules) -> String {
    let words = rules.words();
    fill(words.of_several, &[("options", &listed(&options_of::<T>(rules), words.and))])
}

/// Several choices, each once, in the order of their definition.
fn read_several<T: Choice, C: FromIterator<T>>(said: Arrived<'_>, rules: &Rules) -> Result<C, BadArg> {
    let options = options_of::<T>(rules);
    let typed = text(said).ok_or(BadArg::EXPECTED)?;
    if says_none(typed, rules) {
        return Ok(C::from_iter([]));
    }
    let meant = all_meant(typed, &options).ok_or(BadArg::EXPECTED)?;
    let distinct: BTreeSet<&str> = meant.into_iter().collect();
    rules.check_picks(distinct.len())?;
    let in_order = T::ALL.iter().map(Choice::name).filter(|name| distinct.contains(name));
    Ok(in_order.filter_map(T::from_name).collect())
}

/// Whether somebody types the label of the button for none of all choices.
pub(super) fn says_none(typed: &str, rules: &Rules) -> bool {
    rules.none.is_some_and(|none| plain(none.of(rules.language())) == plain(typed))
}

pub(super) fn shown<'a>(labels: impl Iterator<Item = &'a str>, words: &Words) -> String {
    match labels.collect::<Vec<_>>() {
        labels if labels.is_empty() => words.none_of_them.to_owned(),
        labels => labels.join(", "),
    }
}

// Written out, since rustc would show a macro's name to who asks for a set of something else.
impl<T: Choice + Ord> Answer for BTreeSet<T> {
    const PICKS: Picks = Picks::Some;
    const LANGUAGES: Option<&'static [&'static str]> = <T as Answer>::LANGUAGES;

    fn expected(rules: &Rules) -> String {
        some_of::<T>(rules)
    }

    fn options(rules: &Rules) -> Vec<Pick> {
        options_of::<T>(rules)
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

    fn show(&self, rules: &Rules) -> String {
        shown(self.iter().map(|choice| choice.label_in(rules.language())), rules.words())
    }
}

impl<T: Choice> Answer for Vec<T> {
    const PICKS: Picks = Picks::Some;
    const LANGUAGES: Option<&'static [&'static str]> = <T as Answer>::LANGUAGES;

    fn expected(rules: &Rules) -> String {
        some_of::<T>(rules)
    }

    fn options(rules: &Rules) -> Vec<Pick> {
        options_of::<T>(rules)
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

    fn show(&self, rules: &Rules) -> String {
        shown(self.iter().map(|choice| choice.label_in(rules.language())), rules.words())
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
