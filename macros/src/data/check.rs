//! The rules of a stored type.

use syn::GenericParam;

use super::model::Data;
use crate::errors::{Errors, Mistake};

/// The longest name under which values are stored, in characters.
const NAME_MAX: usize = 64;

/// Reports every rule that the type breaks.
pub(super) fn data(data: &Data, errors: &mut Errors) {
    check_name(data, errors);
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
