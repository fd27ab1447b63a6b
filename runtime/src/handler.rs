//! A handler's static description, how it is called, and the list of a bot's handlers with its compile-time checks.

mod check;
mod condition;
mod list;
mod pattern;
mod route;

use std::pin::Pin;

pub use check::check;
pub use condition::Condition;
pub(crate) use list::Entry;
pub use list::Handlers;
pub use pattern::{Captured, Pattern};
pub use route::{Route, Trigger};

use crate::args::Words;
use crate::button::{Fields, Kept, Opened};
use crate::failure::Failure;
use crate::params::Call;
use crate::reply::Outcome;
use crate::store::Owner;

/// A handler: a function with one of the attributes, as `handlers!` lists it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no handler",
    label = "no handler",
    note = "put `#[command(\"...\")]`, `#[message]`, `#[callback]`, `#[on(...)]`, `#[on_migrate]`, `#[on_start]`, `#[on_stop]` or `#[on_error]` on the function"
)]
pub trait Handler {
    /// The handler's static description.
    const ROUTE: Route;

    /// Calls the function with what it asks for, and collects what comes of it.
    fn call(call: &Call) -> HandlerFuture<'_>;
}

/// What calling a handler returns.
pub type HandlerFuture<'a> = Pin<Box<dyn Future<Output = Result<Outcome, Failure>> + Send + 'a>>;

impl Call {
    /// The text behind the command, to be taken apart into the route's arguments.
    pub fn words(&self, route: &'static Route) -> Words<'_> {
        let Trigger::Command(command) = route.trigger else { return Words::new("", "", &[]) };
        Words::new(self.text_behind_command(), command, route.arguments)
    }

    /// The fields of the button that was pressed.
    pub async fn fields(&self) -> Result<Fields<'_>, Failure> {
        let facts = &self.incoming.facts;
        let data = facts.press.as_ref().and_then(|press| press.data.as_deref());
        let opened = data.and_then(Opened::read).ok_or(Failure::OutOfDate)?;
        match (opened.key(), &facts.address) {
            (Some(_), Some(address)) => {
                let kept = self.services.records.shared::<Kept>(Owner::new(address.chat)).await?;
                Fields::of(&opened, Some(&*kept))
            }
            _ => Fields::of(&opened, None),
        }
    }
}
