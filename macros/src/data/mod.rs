//! The attributes that make a type the bot's data.

mod check;
mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::options::Grammar;

pub(crate) use self::model::Scope;

/// Expands one attribute: the type as it is, with what is needed to store its values.
pub(crate) fn attribute(scope: Scope, options: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(data) = parse::data(scope, options, item, &mut errors) else {
        let errors = errors.into_compile_errors();
        return quote!(#item #errors);
    };
    check::data(&data, &mut errors);
    let expanded = if data.is_storable() { expand::data(&data) } else { expand::stand_in(&data) };
    let completion = errors.completion.expand(&data.runtime);
    let errors = errors.into_compile_errors();
    quote!(#completion #expanded #errors)
}

/// What its attributes take.
pub(crate) fn grammars() -> Vec<Grammar> {
    Scope::ALL.into_iter().map(parse::grammar).collect()
}
