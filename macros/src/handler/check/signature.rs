//! What a handler's function may be declared as.

use quote::ToTokens;
use syn::{FnArg, GenericParam, Safety};

use super::super::model::Function;
use crate::errors::{Errors, Mistake};
use crate::syntax;

pub(super) fn check(function: &Function, errors: &mut Errors) {
    check_qualifiers(function, errors);
    for parameter in &function.signature.generics.params {
        check_generic(parameter, errors);
    }
    for parameter in &function.signature.inputs {
        check_no_impl_trait(parameter, errors);
        check_unconditional(parameter, errors);
    }
    if let Some(variadic) = &function.signature.variadic {
        let mistake = Mistake::new("a handler takes a fixed number of parameters");
        errors.report(variadic, mistake.help("take what remains of a command's words as `Vec<String>`"));
    }
}

fn check_qualifiers(function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    if let Some(constness) = &signature.constness {
        report_qualifier(constness, "const fn", errors);
    }
    match &signature.safety {
        Safety::Unsafe(safety) => report_qualifier(safety, "unsafe fn", errors),
        Safety::Safe(safety) => report_qualifier(safety, "safe fn", errors),
        Safety::Default => {}
    }
    if let Some(abi) = &signature.abi {
        report_qualifier(abi, "extern fn", errors);
    }
}

fn report_qualifier(qualifier: impl ToTokens, written: &str, errors: &mut Errors) {
    let word = written.trim_end_matches(" fn");
    let mistake =
        Mistake::new(format!("a handler is a `fn` or an `async fn`, not {} `{written}`", article(word)));
    errors.report(qualifier, mistake.help(format_args!("leave `{word}` out")));
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['e', 'u']) { "an" } else { "a" }
}

fn check_generic(parameter: &GenericParam, errors: &mut Errors) {
    let name = match parameter {
        GenericParam::Lifetime(_) => return,
        GenericParam::Type(parameter) => &parameter.ident,
        GenericParam::Const(parameter) => &parameter.ident,
    };
    let mistake = Mistake::new(format!("a handler can't be generic over `{name}`"));
    let mistake = mistake.help("write the type itself, or call a generic function from the handler");
    errors.report(parameter, mistake.note("nobody would choose the type: the runtime calls the handler"));
}

fn check_no_impl_trait(parameter: &FnArg, errors: &mut Errors) {
    let FnArg::Typed(parameter) = parameter else { return };
    if syntax::find_keyword(&parameter.ty, "impl").is_some() {
        let ty = syntax::text_of(&parameter.ty);
        let mistake = Mistake::new(format!("a handler's parameter can't be `{ty}`"));
        let mistake = mistake.help("write a type of your own, or one that it stands for");
        errors.report(
            &parameter.ty,
            mistake.note("nobody would choose the type: the runtime calls the handler"),
        );
    }
}

/// rustc drops a parameter whose `cfg` is false only after the attribute has written the call with it.
fn check_unconditional(parameter: &FnArg, errors: &mut Errors) {
    let FnArg::Typed(parameter) = parameter else { return };
    for condition in syntax::conditions(&parameter.attrs) {
        let mistake = Mistake::new("a handler's parameter can't depend on `cfg`");
        errors.report(
            condition,
            mistake.help("put it on the function, and write a second one for the other case"),
        );
    }
}
