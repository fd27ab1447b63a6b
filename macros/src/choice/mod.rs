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

/// Expands the derive: what makes the enum a choice, or what stands in for that beside the mistakes.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(choice) = parse::choice(item, &mut errors) else {
        return errors.into_compile_errors();
    };
    check::choice(&choice, &mut errors);
    if errors.is_empty() {
        return expand::choice(&choice);
    }
    let stand_in = expand::stand_in(&choice);
    let errors = errors.into_compile_errors();
    quote!(#stand_in #errors)
}
