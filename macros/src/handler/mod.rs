//! The attributes that make a function a handler.

mod check;
mod contents;
mod expand;
mod kinds;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::options::Grammar;

pub(crate) use self::expand::{filter_text, holds, scopes};
pub(crate) use self::model::{Attr, Filter, SCOPES};
pub(crate) use self::parse::{pattern, read_filter};

/// Expands one attribute: the function as it is, and beside it a type of the same name that describes it.
pub(crate) fn attribute(attr: Attr, options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (item, handler) = parse::handler(attr, options, item, &mut errors);
    let Some(handler) = handler else {
        let errors = errors.into_compile_errors();
        return quote!(#item #errors);
    };
    check::handler(&handler, &mut errors);
    let completion = errors.completion.expand(&handler.runtime);
    if errors.is_empty() {
        let generated = expand::handler(&handler);
        return quote!(#item #completion #generated);
    }
    let stand_in = expand::stand_in(&handler);
    let errors = errors.into_compile_errors();
    quote!(#item #completion #stand_in #errors)
}

/// What the attributes take.
pub(crate) fn grammars() -> Vec<Grammar> {
    Attr::ALL.into_iter().map(parse::grammar).collect()
}
