//! What came of a handler, for the layers that run after it.

use std::borrow::Cow;

/// What came of a handler: borrowed as `&Handled` by a function with [`#[after]`](crate::after).
#[derive(Clone, Debug)]
pub struct Handled {
    pub(crate) handler: &'static str,
    /// The methods and the parameters of what it returned.
    pub(crate) answers: Vec<(Cow<'static, str>, String)>,
}

impl Handled {
    /// The handler's path, such as `my_bot::admin::ban`.
    pub fn handler(&self) -> &'static str {
        self.handler
    }

    /// Whether the handler returned nothing to send.
    pub fn is_silent(&self) -> bool {
        self.answers.is_empty()
    }

    /// What the handler returned, in order: the methods of the Bot API, with their parameters as JSON text.
    pub fn answers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.answers.iter().map(|(method, parameters)| (&**method, parameters.as_str()))
    }
}
