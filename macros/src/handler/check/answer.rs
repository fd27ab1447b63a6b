//! What a handler may answer with: rules for the type that it returns.

use syn::{GenericArgument, PathArguments, ReturnType, Type};

use super::super::model::{Attr, Handler};
use crate::errors::{Errors, Mistake};
use crate::syntax;

/// Answers to the press of a button.
const FOR_PRESSES: [&str; 3] = ["Toast", "Alert", "Edit"];

/// What holds an answer as its first type.
const CONTAINERS: [&str; 4] = ["Option", "Result", "Vec", "Box"];

pub(super) fn check(handler: &Handler, errors: &mut Errors) {
    // A handler for failures may be called for that of a press.
    let attr = handler.trigger.attr();
    if !matches!(attr, Attr::Command | Attr::Message) {
        return;
    }
    if let ReturnType::Type(_, ty) = &handler.function.signature.output {
        check_type(attr, ty, errors);
    }
}

fn check_type(attr: Attr, ty: &Type, errors: &mut Errors) {
    match syntax::peel(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| check_type(attr, ty, errors)),
        Type::Array(array) => check_type(attr, &array.elem, errors),
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return };
            match &last.arguments {
                PathArguments::None if FOR_PRESSES.iter().any(|name| last.ident == name) => {
                    errors.report(ty, not_a_press(attr, &last.ident.to_string()));
                }
                PathArguments::AngleBracketed(arguments)
                    if CONTAINERS.iter().any(|name| last.ident == name) =>
                {
                    if let Some(GenericArgument::Type(inner)) = arguments.args.first() {
                        check_type(attr, inner, errors);
                    }
                }
                _ => {}
            }
        }
        _ => {}
    }
}

fn not_a_press(attr: Attr, name: &str) -> Mistake {
    let wrong = format!("`{name}` answers the press of a button, and `#[{}]` handles none", attr.name());
    Mistake::new(wrong)
        .help("return text or a `Reply`")
        .note("a `#[callback]` function can return `Toast`, `Alert` and `Edit`")
}
