//! The mistakes of one item, collected so that all of them are reported at once.

use std::fmt::Display;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

use crate::completion::Completion;

/// What is wrong in one place, what to write instead, and the rule behind it.
pub(crate) struct Mistake {
    text: String,
}

impl Mistake {
    /// Says what is wrong: one clause, lower case, no full stop.
    pub(crate) fn new(wrong: impl Into<String>) -> Self {
        Mistake { text: wrong.into() }
    }

    /// Adds what to write instead.
    pub(crate) fn help(self, instead: impl Display) -> Self {
        self.line("help", &instead)
    }

    /// Adds the rule, where it is not obvious.
    pub(crate) fn note(self, rule: impl Display) -> Self {
        self.line("note", &rule)
    }

    /// Adds a line that rustc shows like one of its own.
    fn line(self, kind: &str, line: &dyn Display) -> Self {
        Mistake { text: format!("{}\n= {kind}: {line}", self.text) }
    }
}

/// All mistakes found in one item so far.
#[derive(Default)]
#[must_use]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
    /// What an editor offers where the mistake is that something is not yet there.
    pub(crate) completion: Completion,
}

impl Errors {
    /// Reports `mistake` under the whole of `at`.
    pub(crate) fn report(&mut self, at: impl ToTokens, mistake: Mistake) {
        self.found.push(syn::Error::new_spanned(at, mistake.text));
    }

    /// Reports `mistake` under a name that may be half of one of those that [`known`](crate::completion::known) has in
    /// that module.
    pub(crate) fn report_name(&mut self, name: &Ident, module: &'static str, mistake: Mistake) {
        self.report(name, mistake);
        self.completion.add_unknown(module, name);
    }

    /// Reports what syn could not read.
    pub(crate) fn report_syntax(&mut self, error: syn::Error) {
        self.found.push(error);
    }

    /// Whether nothing was wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Turns every mistake into a `compile_error!` in its own place.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.found.iter().map(syn::Error::to_compile_error).collect()
    }
}
