//! The rules of an enum to choose from.

use quote::ToTokens;
use syn::{Fields, LitStr};

use super::model::{Choice, Text, Variant};
use crate::errors::{Errors, Mistake};

/// Reports every rule that the enum breaks.
pub(super) fn choice(choice: &Choice, errors: &mut Errors) {
    for parameter in &choice.generics.params {
        let mistake = Mistake::new("a choice can't be generic");
        errors.report(parameter, mistake.help("leave the parameter out: its variants hold no values"));
    }
    if choice.variants.is_empty() {
        let mistake = Mistake::new(format!("`{}` has nothing to choose from", choice.name));
        errors.report(&choice.name, mistake.help("list what can be chosen: `{ One, Another }`"));
    }
    for variant in &choice.variants {
        check_fields(variant, errors);
        check_not_empty(&variant.name, "name", errors);
        check_not_empty(&variant.label, "label", errors);
    }
    check_distinct(choice, errors);
    for language in choice.languages.0.iter().skip(1).map(LitStr::value) {
        check_distinct_in(choice, &language, errors);
    }
}

fn check_fields(variant: &Variant, errors: &mut Errors) {
    if !matches!(variant.fields, Fields::Unit) {
        let mistake = Mistake::new(format!("`{}` holds values, so it is no choice", variant.ident));
        errors.report(&variant.fields, mistake.help(format_args!("write `{}` alone", variant.ident)));
    }
}

fn check_not_empty(text: &Text, what: &str, errors: &mut Errors) {
    if text.value.trim().is_empty() {
        let mistake = Mistake::new(format!("the {what} of a choice is empty"));
        errors.report(&text.tokens, mistake.help(format_args!("write a {what}, or leave it out")));
    }
}

/// Two choices must not be stored alike, nor be typed alike.
fn check_distinct(choice: &Choice, errors: &mut Errors) {
    for (index, later) in choice.variants.iter().enumerate() {
        let earlier = &choice.variants[..index];
        let names = |one: &Variant| [one.name.typed(), one.label.typed()];
        let same = |text: &Text| earlier.iter().find(|one| names(one).contains(&text.typed()));
        let clash = [&later.label, &later.name].into_iter().find_map(|text| Some((text, same(text)?)));
        if let Some((text, earlier)) = clash {
            let wrong = format!("`{}` and `{}` can't be told apart", earlier.ident, later.ident);
            let mistake = Mistake::new(wrong).help("give one of them another label or name");
            let rule = "who types a choice may write its name or label, in any case and without signs";
            errors.report(&text.tokens, mistake.note(rule));
        }
    }
}

/// The same for the labels in another language.
fn check_distinct_in(choice: &Choice, language: &str, errors: &mut Errors) {
    let label = |variant: &Variant| {
        let (_, label) = variant.labels.all.iter().find(|(name, _)| name == language)?;
        Some(Text { value: label.value(), tokens: label.to_token_stream() })
    };
    for (index, later) in choice.variants.iter().enumerate() {
        let Some(text) = label(later) else { continue };
        check_not_empty(&text, "label", errors);
        let mut earlier = choice.variants[..index].iter();
        let same = earlier.find(|one| label(one).is_some_and(|label| label.typed() == text.typed()));
        if let Some(earlier) = same {
            let wrong =
                format!("`{}` and `{}` can't be told apart in `{language}`", earlier.ident, later.ident);
            errors.report(&text.tokens, Mistake::new(wrong).help("give one of them another label"));
        }
    }
}
