//! `#[derive(Survey)]` and `#[derive(Section)]`: structs whose fields are asked for, one after the other.

mod check;
mod condition;
mod expand;
mod fields;
mod model;
mod parse;
mod ranges;
mod terms;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::options::Grammar;

/// Expands the derive: what makes the struct a survey, or what stands in for that beside the mistakes.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(survey) = parse::survey(item, &mut errors) else {
        return errors.into_compile_errors();
    };
    check::survey(&survey, &mut errors);
    let completion = errors.completion.expand(&survey.body.runtime);
    if errors.is_empty() {
        let generated = expand::survey(&survey);
        return quote!(#completion #generated);
    }
    let stand_in = expand::stand_in(&survey);
    let errors = errors.into_compile_errors();
    quote!(#completion #stand_in #errors)
}

/// Expands the derive of a section.
pub(crate) fn derive_section(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(section) = parse::section(item, &mut errors) else {
        return errors.into_compile_errors();
    };
    check::section(&section, &mut errors);
    let completion = errors.completion.expand(&section.runtime);
    if errors.is_empty() {
        let generated = expand::section(&section);
        return quote!(#completion #generated);
    }
    let stand_in = expand::section_stand_in(&section);
    let errors = errors.into_compile_errors();
    quote!(#completion #stand_in #errors)
}

/// What the attributes of the derives take.
pub(crate) fn grammars() -> Vec<Grammar> {
    [parse::GRAMMARS.as_slice(), fields::GRAMMARS.as_slice()].concat()
}
