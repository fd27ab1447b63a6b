//! A struct whose fields are asked for.

use proc_macro2::TokenStream;
use syn::{Expr, Generics, Ident, LitInt, LitStr, Type};

use crate::names::Runtime;

/// A struct with `#[derive(Survey)]`.
pub(crate) struct Survey {
    pub(crate) runtime: Runtime,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// The command that starts it.
    pub(crate) command: LitStr,
    pub(crate) title: Title,
    pub(crate) review: bool,
    pub(crate) version: Option<LitInt>,
    pub(crate) hidden: bool,
    pub(crate) terms: Terms,
    pub(crate) questions: Vec<Question>,
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

/// What people see as the survey's name.
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) tokens: TokenStream,
}

/// A field that is asked for.
pub(crate) struct Question {
    pub(crate) name: Ident,
    /// The whole type as written.
    pub(crate) written: Type,
    /// `T`, of `T` or `Option<T>`.
    pub(crate) answer: Type,
    pub(crate) optional: bool,
    /// What is asked.
    pub(crate) text: LitStr,
    pub(crate) label: Option<LitStr>,
    pub(crate) length: Option<Bounds>,
    pub(crate) range: Option<Bounds>,
    pub(crate) picks: Option<Bounds>,
    pub(crate) pattern: Option<LitStr>,
    pub(crate) columns: Option<LitInt>,
    pub(crate) placeholder: Option<LitStr>,
    pub(crate) error: Option<LitStr>,
    pub(crate) example: Option<LitStr>,
    pub(crate) condition: Option<Condition>,
    /// Whether the type's default stands for a question that is not asked.
    pub(crate) default: bool,
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

/// `when = |a| ..`
pub(crate) struct Condition {
    /// `a`
    pub(crate) answers: Ident,
    pub(crate) body: Expr,
    pub(crate) tokens: TokenStream,
}
