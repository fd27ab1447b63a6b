//! A struct whose fields are asked for.

use proc_macro2::TokenStream;
use syn::{Expr, Generics, Ident, LitInt, LitStr, Type};

use crate::languages::{Languages, Texts};
use crate::names::Runtime;

/// A struct with `#[derive(Survey)]`.
pub(crate) struct Survey {
    pub(crate) body: Body,
    /// The command that starts it.
    pub(crate) command: LitStr,
    pub(crate) title: Texts,
    pub(crate) review: bool,
    pub(crate) version: Option<LitInt>,
    pub(crate) hidden: bool,
    /// `words = [&FR]`
    pub(crate) words: Option<TokenStream>,
    pub(crate) terms: Terms,
}

/// What surveys and sections have.
pub(crate) struct Body {
    pub(crate) runtime: Runtime,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) languages: Languages,
    pub(crate) questions: Vec<Question>,
    /// Whether it is a section.
    pub(crate) is_section: bool,
}

/// Who may answer it, how often, and for how long.
#[derive(Default)]
pub(crate) struct Terms {
    pub(crate) results: bool,
    /// `once_per = ".."`
    pub(crate) once_per: Option<LitStr>,
    pub(crate) limit: Option<LitInt>,
    /// `closes = "2027-01-31"`
    pub(crate) closes: Option<LitStr>,
    /// `expires = "7d"`
    pub(crate) expires: Option<LitStr>,
    pub(crate) remind: Option<LitStr>,
}

/// A field.
pub(crate) struct Question {
    pub(crate) name: Ident,
    pub(crate) source: Source,
    /// The whole type as written.
    pub(crate) written: Type,
    /// `T`, of `T`, `Option<T>`, or of a repeated section's `Vec<T>`.
    pub(crate) answer: Type,
    pub(crate) optional: bool,
    /// What is asked or said, or the title of a section.
    pub(crate) text: Texts,
    pub(crate) label: Texts,
    pub(crate) length: Option<Bounds>,
    pub(crate) range: Option<Bounds>,
    pub(crate) picks: Option<Bounds>,
    pub(crate) first_day: Option<LitStr>,
    pub(crate) last_day: Option<LitStr>,
    pub(crate) pattern: Option<LitStr>,
    /// `mime = "application/pdf, image/*"`
    pub(crate) mime: Option<LitStr>,
    /// `size = "5 MB"`
    pub(crate) size: Option<LitStr>,
    pub(crate) trim: bool,
    pub(crate) columns: Option<LitInt>,
    pub(crate) placeholder: Texts,
    pub(crate) error: Texts,
    pub(crate) example: Texts,
    pub(crate) none: Texts,
    pub(crate) other: Texts,
    pub(crate) condition: Option<Closure>,
    /// Whether the type's default stands for a question that is not asked.
    pub(crate) default: bool,
}

/// Where a field's value comes from.
pub(crate) enum Source {
    /// `#[ask("..")]`
    Asked,
    /// `#[note("..")]`
    Said,
    /// `#[hidden]`
    Hidden,
    /// `#[computed(|a| ..)]`
    Computed(Closure),
    /// `#[section]`
    Section,
    /// `#[section(another = "..")]` on a `Vec`
    Repeated(Texts),
}

/// `least..=most`, either of which may be missing.
pub(crate) struct Bounds {
    pub(crate) tokens: TokenStream,
    pub(crate) least: Option<Number>,
    pub(crate) most: Option<Number>,
}

/// A number as it was written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Number {
    Whole(i128),
    Decimal(f64),
}

/// `|a| ..`, over the answers before.
pub(crate) struct Closure {
    /// `a`
    pub(crate) answers: Ident,
    pub(crate) body: Expr,
    pub(crate) tokens: TokenStream,
}
