//! The list of a bot's handlers, for `handlers!`.

mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::options::Grammar;

/// Expands a list. It is no `macro_rules!`, since rustc would then show an error of the checks as the macro's own.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let list = parse::list(tokens, &mut errors);
    expand::list(&list, errors)
}

/// What `#[with(..)]` takes.
pub(crate) fn grammars() -> Vec<Grammar> {
    vec![parse::WITH]
}
