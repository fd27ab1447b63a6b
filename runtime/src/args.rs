//! What a person typed behind a command, as typed values.

mod argument;
mod from_arg;
mod usage;
mod words;

pub use argument::{Argument, Shape};
pub use from_arg::{BadArg, FromArg, Parsed};
pub(crate) use usage::syntax;
pub use words::Words;
