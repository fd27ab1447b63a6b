//! The static description of a command's argument.

/// One argument of a command: its name, what it may be, and how much of the text it takes.
#[derive(Clone, Copy, Debug)]
pub struct Argument {
    /// The parameter's name.
    pub name: &'static str,
    /// What is expected, such as `a UUID`.
    pub expected: &'static str,
    /// How much of the text it takes.
    pub shape: Shape,
}

/// How much of the text an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One word, or the rest of the text; it must be there.
    Required,
    /// One word, or the rest of the text, if there is any.
    Optional,
    /// All words that remain, maybe none.
    Many,
}

impl Argument {
    /// One argument that must be there.
    pub const fn one(name: &'static str, expected: &'static str) -> Self {
        Argument { name, expected, shape: Shape::Required }
    }

    /// One argument that may be missing.
    pub const fn optional(name: &'static str, expected: &'static str) -> Self {
        Argument { name, expected, shape: Shape::Optional }
    }

    /// All words that remain.
    pub const fn remaining(name: &'static str, expected: &'static str) -> Self {
        Argument { name, expected, shape: Shape::Many }
    }
}
