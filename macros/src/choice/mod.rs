//! `#[derive(Choice)]`: an enum to choose from.

mod check;
mod expand;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::options::Grammar;

/// Expands the derive: what makes the enum a choice, or what stands in for that beside the mistakes.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(choice) = parse::choice(item, &mut errors) else {
        return errors.into_compile_errors();
    };
    check::choice(&choice, &mut errors);
    let completion = errors.completion.expand(&choice.runtime);
    if errors.is_empty() {
        let generated = expand::choice(&choice);
        return quote!(#completion #generated);
    }
    let stand_in = expand::stand_in(&choice);
    let errors = errors.into_compile_errors();
    quote!(#completion #stand_in #errors)
}

/// What the attributes of the derive take.
pub(crate) fn grammars() -> Vec<Grammar> {
    vec![parse::ON_ENUM, parse::ON_VARIANT]
}
