//! Regular expressions of handlers, and what their groups capture.

use std::sync::OnceLock;

use regex::{Captures, Regex, RegexBuilder};

use super::Call;
use crate::args::BadArg;
use crate::failure::Failure;
use crate::update::Arrived;

/// How large a compiled expression may be, in bytes: far more than any that people write by hand.
const SIZE_LIMIT: usize = 1 << 20;

/// A regular expression, compiled when the bot starts.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Result<Regex, regex::Error>>,
}

impl Pattern {
    /// The expression with that source.
    pub const fn new(source: &'static str) -> Self {
        Pattern { source, compiled: OnceLock::new() }
    }

    /// Compiles it, and says what is wrong with it if that fails: it was read already when the bot was compiled, so it
    /// can only be too large.
    pub(crate) fn compile(&self) -> Result<(), &regex::Error> {
        self.compiled().as_ref().map(drop)
    }

    fn compiled(&self) -> &Result<Regex, regex::Error> {
        self.compiled.get_or_init(|| RegexBuilder::new(self.source).size_limit(SIZE_LIMIT).build())
    }

    /// Whether the text matches.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.compiled().as_ref().is_ok_and(|expression| expression.is_match(text))
    }

    /// What the groups capture in the update's text, if that matches.
    pub fn captures<'a>(&self, arrived: Arrived<'a>) -> Option<Captured<'a>> {
        self.compiled().as_ref().ok()?.captures(arrived.text()?).map(Captured)
    }
}

/// What the groups of a pattern capture.
#[derive(Debug)]
pub struct Captured<'a>(Captures<'a>);

/// Reads one capture: `FromArg::from_arg`.
type Read<T> = fn(&str) -> Result<T, BadArg>;

impl Captured<'_> {
    /// What a group captures, if it takes part in the match and can be read.
    pub fn one<T>(&self, group: &'static str, read: Read<T>) -> Result<T, Failure> {
        self.optional(group, read)?.ok_or(Failure::Missing(group))
    }

    /// What a group captures that need not take part in the match.
    pub fn optional<T>(&self, group: &'static str, read: Read<T>) -> Result<Option<T>, Failure> {
        let captured = self.0.name(group).map(|found| read(found.as_str()));
        captured.transpose().map_err(|BadArg { .. }| Failure::Missing(group))
    }
}

impl Call {
    /// What the pattern captures in the text; the router has found that it does.
    pub fn captures(&self, pattern: &'static Pattern) -> Result<Captured<'_>, Failure> {
        pattern.captures(Arrived(&self.incoming)).ok_or(Failure::Missing("text"))
    }
}
