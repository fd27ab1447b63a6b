//! The rules of a handler, over the whole of it.

mod arguments;
mod borrows;
mod command;
mod signature;

use super::model::{Handler, Trigger};
use crate::errors::Errors;

/// Reports every rule that the handler breaks.
pub(super) fn handler(handler: &Handler, errors: &mut Errors) {
    signature::check(&handler.function, errors);
    if let Trigger::Command(command) = &handler.trigger {
        command::check(command, &handler.function, errors);
    }
    borrows::check(handler, errors);
    arguments::check(handler, errors);
}
