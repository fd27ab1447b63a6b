//! Handing an update on to the handlers behind.

use std::ops::ControlFlow;

use super::into_reply::IntoReply;
use super::outcome::Outcome;
use crate::failure::Failure;

/// Hands the update on to the next handler that fits, as what a handler returns.
///
/// What the handler has changed and answered stays, and is one transaction with what the handlers behind it do. A handler
/// that decides when it runs returns [`ControlFlow`]: `Continue` hands the update on, and `Break` ends it with an answer.
/// The return type has to name `Pass` or `ControlFlow`, since the router must know beforehand.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use pouch::prelude::*;
/// use pouch::Pass;
///
/// /// What was said in a chat.
/// #[chat_data]
/// #[derive(Default)]
/// struct Said {
///     messages: u64,
/// }
///
/// #[message]
/// fn count(said: &mut Said) -> Pass {
///     said.messages += 1;
///     Pass
/// }
///
/// #[message]
/// fn scold(text: &str) -> ControlFlow<&'static str> {
///     if text.contains("darn") { ControlFlow::Break("Mind your language!") } else { ControlFlow::Continue(()) }
/// }
///
/// #[message]
/// fn echo(text: &str) -> &str {
///     text
/// }
///
/// let app = App::new(handlers![count, scold, echo]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pass;

impl IntoReply for Pass {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        outcome.pass_on();
        Ok(())
    }
}

impl<B: IntoReply, C: IntoReply> IntoReply for ControlFlow<B, C> {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        match self {
            ControlFlow::Break(answer) => answer.into_reply(outcome),
            ControlFlow::Continue(answer) => {
                outcome.pass_on();
                answer.into_reply(outcome)
            }
        }
    }
}
