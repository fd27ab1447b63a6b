//! Reads one parameter.

use quote::format_ident;
use syn::{GenericArgument, Ident, Pat, PatType, PathArguments, Type};

use super::super::model::{Argument, Attr, Borrow, Count, Parameter, Source};
use crate::errors::{Errors, Mistake};
use crate::syntax;

/// Reads a parameter's name and, from the syntax of its type, where its value comes from.
pub(super) fn read(attr: Attr, parameter: &PatType, errors: &mut Errors) -> Option<Parameter> {
    let name = name(parameter, errors);
    let source = source(&parameter.ty, name.clone().unwrap_or_else(|| format_ident!("_")));
    if let (Some(name), Source::Typed(argument)) = (&name, &source) {
        check_shown(attr, name, argument, errors);
    }
    Some(Parameter { name: name?, source })
}

fn name(parameter: &PatType, errors: &mut Errors) -> Option<Ident> {
    match &*parameter.pat {
        Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(pat.ident.clone()),
        Pat::Wild(wild) => Some(Ident::from(wild.underscore_token)),
        pattern => {
            let ty = syntax::text_of(&parameter.ty);
            let mistake = Mistake::new("a handler's parameter is a name, not a pattern");
            errors.report(
                pattern,
                mistake.help(format_args!("name it, and take it apart inside: `value: {ty}`")),
            );
            None
        }
    }
}

/// A name of underscores alone would leave a hole in the usage line, or tell nothing of a button's field.
fn check_shown(attr: Attr, name: &Ident, argument: &Argument, errors: &mut Errors) {
    if !name.to_string().trim_matches('_').is_empty() {
        return;
    }
    let (wrong, rule) = match attr {
        Attr::Timer => ("an argument of a timer needs a name", "the store keeps it by its name"),
        Attr::Callback => {
            ("a field of a button needs a name", "old buttons are recognised by their fields' names")
        }
        _ => ("an argument needs a name", "the command's usage line shows it, without the `_` around it"),
    };
    let ty = syntax::text_of(&argument.written);
    errors.report(name, Mistake::new(wrong).help(format_args!("name it: `_value: {ty}`")).note(rule));
}

fn source(ty: &Type, name: Ident) -> Source {
    let written = ty.clone();
    let peeled = syntax::peel(ty);
    let optional = generic_argument(peeled, "Option");
    if let Type::Reference(reference) = optional.map_or(peeled, syntax::peel) {
        return Source::Lent(Borrow {
            written,
            target: syntax::peel(&reference.elem).clone(),
            lifetime: reference.lifetime.clone(),
            mutable: reference.mutability.is_some(),
            optional: optional.is_some(),
        });
    }
    let (value, count) = match (optional, generic_argument(peeled, "Vec")) {
        (Some(value), _) => (value, Count::Optional),
        (None, Some(value)) => (value, Count::Remaining),
        (None, None) => (ty, Count::One),
    };
    Source::Typed(Argument { name, value: value.clone(), written, count })
}

/// The `T` of `Option<T>`, under any path to `Option`.
fn generic_argument<'a>(ty: &'a Type, container: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == container)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(value)) if arguments.args.len() == 1 => Some(value),
        _ => None,
    }
}
