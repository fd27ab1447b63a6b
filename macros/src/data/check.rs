//! The rules of a stored type.

use syn::GenericParam;

use super::model::Data;
use crate::errors::{Errors, Mistake};

/// The longest name under which values are stored, in characters.
const NAME_MAX: usize = 64;

/// Reports every rule that the type breaks.
pub(super) fn data(data: &Data, errors: &mut Errors) {
    check_name(data, errors);
    check_upgrades(data, errors);
    for parameter in &data.item.generics.params {
        check_generic(parameter, errors);
    }
}

fn check_name(data: &Data, errors: &mut Errors) {
    let length = data.name.text.chars().count();
    if !(1..=NAME_MAX).contains(&length) {
        let mistake =
            Mistake::new(format!("a stored name has 1 to {NAME_MAX} characters, and this has {length}"));
        errors.report(&data.name.tokens, mistake.help("write a short one: `name = \"shelf\"`"));
    }
}

/// One function leads from each version to the next.
fn check_upgrades(data: &Data, errors: &mut Errors) {
    let steps = data.upgrades.as_ref().map_or(0, |upgrades| upgrades.steps.len());
    let rule = "each function makes one version the next, the first one version 2 of version 1";
    match (&data.version, &data.upgrades) {
        (None, Some(upgrades)) => {
            let mistake = Mistake::new("`upgrade` stands without the version that it leads to");
            let help = format!("write `version = {}` before it", steps + 1);
            errors.report(&upgrades.tokens, mistake.help(help).note(rule));
        }
        (Some(version), None) if version.number > 1 => {
            let wrong = format!("version {} has no upgrade from the one before", version.number);
            let help = format!("write `version = {}, upgrade = [..]`", version.number);
            errors.report(&version.tokens, Mistake::new(wrong).help(help).note(rule));
        }
        (Some(version), Some(upgrades)) if version.number as usize != steps + 1 => {
            let (number, needed) = (version.number, version.number - 1);
            let functions = if needed == 1 { "function" } else { "functions" };
            let wrong = format!("version {number} takes {needed} upgrade {functions}, and has {steps}");
            let help = format!("write `version = {}`, or add what is missing", steps + 1);
            errors.report(&upgrades.tokens, Mistake::new(wrong).help(help).note(rule));
        }
        _ => {}
    }
}

fn check_generic(parameter: &GenericParam, errors: &mut Errors) {
    let (wrong, help) = match parameter {
        GenericParam::Lifetime(parameter) => {
            let lifetime = &parameter.lifetime;
            (
                "stored data must own its values".to_owned(),
                format!("store `String` instead of `&{lifetime} str`"),
            )
        }
        GenericParam::Type(parameter) => generic(&parameter.ident),
        GenericParam::Const(parameter) => generic(&parameter.ident),
    };
    errors.report(parameter, Mistake::new(wrong).help(help));
}

fn generic(name: &syn::Ident) -> (String, String) {
    let help = format!("write the type that `{name}` stands for; a type is stored under one name");
    (format!("stored data can't be generic over `{name}`"), help)
}
