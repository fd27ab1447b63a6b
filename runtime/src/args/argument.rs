//! The static description of a command's argument.

use super::from_arg::FromArg;

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
    /// One word.
    pub const fn one<T: FromArg>(name: &'static str) -> Self {
        Argument { name, expected: T::EXPECTED, shape: Shape::Required }
    }

    /// The last argument: the rest of the text if `T` takes that, else one word.
    pub const fn last<T: FromArg>(name: &'static str) -> Self {
        Self::one::<T>(name)
    }

    /// One word that may be missing.
    pub const fn optional<T: FromArg>(name: &'static str) -> Self {
        Argument { name, expected: T::EXPECTED, shape: Shape::Optional }
    }

    /// The last argument, which may be missing.
    pub const fn last_optional<T: FromArg>(name: &'static str) -> Self {
        Self::optional::<T>(name)
    }

    /// All words that remain.
    pub const fn remaining<T: FromArg>(name: &'static str) -> Self {
        Argument { name, expected: T::EXPECTED, shape: Shape::Many }
    }
}
