//! An enum to choose from.

use proc_macro2::TokenStream;
use syn::{Fields, Generics, Ident};

use crate::languages::{Languages, Texts};
use crate::names::Runtime;

/// An enum with `#[derive(Choice)]`.
pub(crate) struct Choice {
    pub(crate) runtime: Runtime,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) languages: Languages,
    pub(crate) variants: Vec<Variant>,
}

/// One of the choices.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) fields: Fields,
    /// How it is stored.
    pub(crate) name: Text,
    /// How people see it.
    pub(crate) label: Text,
    /// The label in each language, if there are several.
    pub(crate) labels: Texts,
}

/// A text, and what to underline where it is wrong.
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) tokens: TokenStream,
}

impl Text {
    /// The text as far as it counts when somebody types it: letters and digits, in any case.
    pub(crate) fn typed(&self) -> String {
        let counts = self.value.chars().filter(|character| character.is_alphanumeric());
        let typed: String = counts.flat_map(char::to_lowercase).collect();
        if typed.is_empty() { self.value.trim().to_owned() } else { typed }
    }
}
