//! The list of a bot's handlers.

use super::{HandlerFuture, Route};
use crate::params::Call;

/// A bot's handlers, in order: the first one that fits an update handles it. Made by [`handlers!`](crate::handlers).
#[derive(Clone, Debug, Default)]
pub struct Handlers {
    entries: Vec<Entry>,
}

/// One handler of the list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) route: &'static Route,
    pub(crate) call: fn(&Call) -> HandlerFuture<'_>,
}

impl Handlers {
    /// Adds a handler at the end.
    #[doc(hidden)]
    #[must_use]
    pub fn with(mut self, route: &'static Route, call: fn(&Call) -> HandlerFuture<'_>) -> Self {
        self.entries.push(Entry { route, call });
        self
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// Lists a bot's handlers in order; the first one that fits an update handles it.
///
/// ```
/// use pouch::prelude::*;
///
/// mod admin {
///     use pouch::prelude::*;
///
///     /// Say that the bot is alive
///     #[command("ping")]
///     pub fn ping() -> &'static str {
///         "pong"
///     }
/// }
///
/// #[message]
/// fn echo(text: &str) -> &str {
///     text
/// }
///
/// let app = App::new(handlers![admin::ping, echo]);
/// ```
///
/// The list is checked when it is compiled: two handlers for one command, two types of data with one stored name,
/// and a handler that can never be reached are errors.
#[macro_export]
macro_rules! handlers {
    ($($handlers:tt)*) => { $crate::__private::list!([$crate] $($handlers)*) };
}
