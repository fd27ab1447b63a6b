//! What a check found.

use std::fmt;

/// Everything that is not as the schema says, one line each: where, what was expected, what was got.
#[derive(Clone, PartialEq, Eq)]
pub struct Mistakes(pub(crate) Vec<String>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// As `Display`, so that a test's `unwrap` is readable.
impl fmt::Debug for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Mistakes {}
