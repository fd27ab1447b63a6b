//! A list of handlers as it was written.

use proc_macro2::TokenStream;
use syn::{Expr, Ident, Path};

use crate::handler::Filter;
use crate::names::Runtime;

/// A whole list.
pub(crate) struct List {
    pub(crate) runtime: Runtime,
    /// All of it, for the place of errors.
    pub(crate) written: TokenStream,
    pub(crate) items: Vec<Item>,
}

/// One item, with what stands before it.
pub(crate) enum Item {
    /// `put`, `admin::ban`
    Handler(Path),
    /// `..admin::HANDLERS`, or a call that makes a list
    List(Expr),
    /// `[put, get]`, or any item behind `#[with(..)]`
    Group(Box<Group>, Vec<Item>),
}

/// What `#[with(..)]` says.
#[derive(Default)]
pub(crate) struct Group {
    pub(crate) filter: Option<Filter>,
    pub(crate) guard: Option<Guard>,
    /// What is said to whom the guard refuses.
    pub(crate) otherwise: Option<Expr>,
    pub(crate) before: Option<Path>,
    pub(crate) after: Option<Path>,
    pub(crate) hidden: bool,
    pub(crate) scopes: Vec<Ident>,
}

/// Guards, and what joins them.
pub(crate) enum Guard {
    One(Path),
    /// In parentheses: they are shown as they were written.
    Parens(Box<Guard>),
    Not(Box<Guard>),
    And(Box<Guard>, Box<Guard>),
    Or(Box<Guard>, Box<Guard>),
}
