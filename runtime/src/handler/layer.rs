//! What guards and layers return.

use std::ops::ControlFlow;

use crate::failure::{BoxError, Failure};
use crate::reply::{IntoReply, Outcome};

/// What a function with `#[guard]` returns: whether the handlers are for the update.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether an update may pass a guard",
    label = "no `bool`",
    note = "return `bool`, or `Result<bool, E>`; to answer instead of the handler, write a function with `#[before]`"
)]
pub trait GuardAnswer {
    /// Lets the update pass, or not.
    fn into_answer(self, outcome: &mut Outcome) -> Result<(), Failure>;
}

impl GuardAnswer for bool {
    fn into_answer(self, outcome: &mut Outcome) -> Result<(), Failure> {
        if self {
            outcome.pass_on();
        }
        Ok(())
    }
}

impl<E: Into<BoxError>> GuardAnswer for Result<bool, E> {
    fn into_answer(self, outcome: &mut Outcome) -> Result<(), Failure> {
        self.map_err(|error| Failure::from(error.into()))?.into_answer(outcome)
    }
}

/// What a function with `#[before]` returns: whether the handler runs, or what is answered instead.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether the handler runs",
    label = "neither `()` nor `ControlFlow`",
    note = "return `()` if it always runs, or `ControlFlow<T>`: `ControlFlow::Continue(())` lets it run, and `ControlFlow::Break(..)` answers instead",
    note = "either can stand in a `Result`, whose `Err` rolls everything back"
)]
pub trait BeforeAnswer {
    /// Lets the handler run, or answers instead.
    fn into_answer(self, outcome: &mut Outcome) -> Result<(), Failure>;
}

impl BeforeAnswer for () {
    fn into_answer(self, outcome: &mut Outcome) -> Result<(), Failure> {
        outcome.pass_on();
        Ok(())
    }
}

impl<T: IntoReply> BeforeAnswer for ControlFlow<T> {
    fn into_answer(self, outcome: &mut Outcome) -> Result<(), Failure> {
        match self {
            ControlFlow::Continue(()) => {
                outcome.pass_on();
                Ok(())
            }
            ControlFlow::Break(answer) => answer.into_reply(outcome),
        }
    }
}

impl<T: BeforeAnswer, E: Into<BoxError>> BeforeAnswer for Result<T, E> {
    fn into_answer(self, outcome: &mut Outcome) -> Result<(), Failure> {
        self.map_err(|error| Failure::from(error.into()))?.into_answer(outcome)
    }
}
