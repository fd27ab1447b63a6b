//! One call of a handler: what it is called for, and where it gets what it borrows.

use std::any::Any;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde_json::Value;
use teloxide_core::Bot;

use super::administrators::Administrators;
use super::handled::Handled;
use super::state::States;
use super::username::Username;
use crate::button::Seal;
use crate::clock::Clock;
use crate::data::Records;
use crate::failure::{Failure, HandlerError};
use crate::migrations::Migrations;
use crate::timer::Fired;
use crate::update::{Address, Incoming};

/// What all calls share.
pub(crate) struct Services {
    pub(crate) records: Records,
    pub(crate) states: States,
    pub(crate) bot: Bot,
    /// The seal for buttons.
    pub(crate) seal: Seal,
    pub(crate) migrations: Migrations,
    pub(crate) administrators: Administrators,
    pub(crate) username: Username,
    pub(crate) clock: Clock,
    /// The commands that begin surveys.
    pub(crate) surveys: Vec<&'static str>,
    /// The stored names of the functions that timers can run.
    pub(crate) timers: HashSet<&'static str>,
}

/// One call of a handler.
#[derive(Clone)]
pub struct Call {
    pub(crate) incoming: Arc<Incoming>,
    pub(crate) services: Arc<Services>,
    /// The failure that an `#[on_error]` handler is called for.
    pub(crate) failure: Option<Arc<HandlerError>>,
    /// The survey that a `#[survey_done]` handler is called for.
    pub(crate) finished: Option<Arc<Finished>>,
    /// What came of the handler that an `#[after]` function is called for.
    pub(crate) handled: Option<Arc<Handled>>,
    /// The timer that a `#[timer]` function is called for.
    pub(crate) fired: Option<Arc<Fired>>,
    /// Whether another handler has run, and a survey is called to ask its question again.
    pub(crate) asks_again: bool,
}

/// A survey whose last answer was given.
pub(crate) struct Finished {
    /// The path of its type.
    pub(crate) path: &'static str,
    pub(crate) answers: Answers,
    pub(crate) build: Build,
}

/// The answers to a survey by the names of its fields. Null stands for a question that was skipped.
pub type Answers = BTreeMap<String, Value>;

/// Makes the struct of the answers; `None` if one is missing.
pub(crate) type Build = fn(&Answers) -> Option<Box<dyn Any>>;

impl Call {
    /// The text behind the command.
    pub(crate) fn text_behind_command(&self) -> &str {
        self.incoming.facts.text_behind_command()
    }

    /// An argument of a `#[timer]` function, by its name.
    pub fn timer_field<T>(
        &self,
        name: &'static str,
        read: fn(Value) -> serde_json::Result<T>,
    ) -> Result<T, Failure> {
        let fired = self.fired.as_ref().ok_or(Failure::Missing(name))?;
        fired.field(name, read)
    }

    /// The time, in whole seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.services.clock.now()
    }

    /// Where answers go, if the update came from a chat.
    pub(crate) fn address(&self) -> Option<&Address> {
        self.incoming.facts.address.as_ref()
    }
}
