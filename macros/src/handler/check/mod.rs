//! The rules of a handler, over the whole of it.

mod answer;
mod arguments;
mod borrows;
mod command;
mod guard;
mod message;
mod rhythm;
mod signature;
mod stored;

use super::model::{Handler, Trigger};
use crate::errors::Errors;

/// Reports every rule that the handler breaks.
pub(super) fn handler(handler: &Handler, errors: &mut Errors) {
    signature::check(&handler.function, errors);
    match &handler.trigger {
        Trigger::Command(command) => command::check(command, handler, errors),
        Trigger::Message(messages) => message::check(messages, handler, errors),
        Trigger::Guard => guard::check(handler, errors),
        Trigger::Callback(name) => {
            stored::check(name, "buttons know their handler", &handler.function, errors);
        }
        Trigger::Timer(name) => {
            stored::check(name, "timers know their function", &handler.function, errors);
        }
        Trigger::Every(every) => rhythm::check(every, &handler.function, errors),
        _ => {}
    }
    borrows::check(handler, errors);
    arguments::check(handler, errors);
    answer::check(handler, errors);
}
