//! A handler's static description, how it is called, and the list of a bot's handlers with its compile-time checks.

mod check;
mod condition;
mod entry;
mod layer;
mod list;
mod otherwise;
mod pattern;
mod route;
mod scopes;
mod spread;

use std::pin::Pin;

pub use check::{Listed, check, count, flat};
pub use condition::Condition;
pub(crate) use entry::Entry;
pub use layer::{BeforeAnswer, GuardAnswer};
pub use list::{Gate, Group, Handlers, Item, Step};
pub use otherwise::{Otherwise, Refusal, Refusing};
pub use pattern::{Captured, Pattern};
pub use route::{Deadline, Route, Trigger};
pub use scopes::Scopes;
pub use spread::Spread;

use crate::args::Words;
use crate::button::{Fields, Kept, LinkFields, Opened};
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
        let typed = self.incoming.facts.command.as_ref().map(|command| command.name.as_str());
        let is_typed = |name: &&str| typed.is_some_and(|typed| typed == *name);
        let command = route.commands().find(is_typed).or(route.trigger.command()).unwrap_or_default();
        Words::new(self.text_behind_command(), command, route.arguments)
    }

    /// The arguments that a deep link has brought; `None` if somebody has typed the command.
    pub fn link_fields(&self) -> Option<LinkFields> {
        LinkFields::read(self.text_behind_command().trim())
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
