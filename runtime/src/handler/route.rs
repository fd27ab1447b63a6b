//! The static description of a handler: when it runs, what it takes, where it stands.

use std::time::Duration;

use super::condition::Condition;
use super::scopes::Scopes;
use crate::args::Argument;
use crate::button::Tag;
use crate::params::Borrow;
use crate::timer::Recurrence;
use crate::update::{Arrived, Incoming, Part, Parts};

/// The static description of a handler.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// What makes it run.
    pub trigger: Trigger,
    /// The function's path.
    pub function: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The line of the function in it.
    pub line: u32,
    /// One line for the command menu.
    pub description: &'static str,
    /// The same in other languages, by their codes.
    pub translations: &'static [(&'static str, &'static str)],
    /// Other names of the command.
    pub aliases: &'static [&'static str],
    /// Whether the command is left out of the menu and of `/help`.
    pub hidden: bool,
    /// Where the command is offered.
    pub scopes: Scopes,
    /// Whether it may hand updates on to the handlers behind it.
    pub passes: bool,
    /// How long it may take.
    pub deadline: Deadline,
    /// What else must hold of the update.
    pub condition: Condition,
    /// The by-value parameters.
    pub arguments: &'static [Argument],
    /// The by-reference parameters.
    pub borrows: &'static [Borrow],
}

/// How long a function may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// As long as the app says.
    OfApp,
    /// As long as it likes.
    Never,
    /// So many seconds.
    After(u64),
}

impl Deadline {
    /// The time, for an app that says so.
    pub(crate) fn or(self, of_app: Option<Duration>) -> Option<Duration> {
        match self {
            Deadline::OfApp => of_app,
            Deadline::Never => None,
            Deadline::After(seconds) => Some(Duration::from_secs(seconds)),
        }
    }
}

/// What makes a handler run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A command, by its name without `/`.
    Command(&'static str),
    /// A new message.
    Message,
    /// A message that was edited.
    Edited,
    /// The messages of an album, together.
    Album,
    /// A press of one of its buttons.
    Callback(Tag),
    /// An update of the kind with that name in the Bot API.
    On(&'static str),
    /// A group's move to a supergroup.
    Migration,
    /// The bot's start.
    Start,
    /// The bot's stop.
    Stop,
    /// A timer, by the name under which it is stored.
    Timer(&'static str),
    /// The time, again and again.
    Every {
        /// The name under which it is stored when it runs next.
        name: &'static str,
        /// How it goes on.
        recurrence: Recurrence,
    },
    /// Answers to a survey's questions.
    Survey {
        /// The path of its type.
        path: &'static str,
        /// The command that starts it, without `/`.
        command: &'static str,
        /// What its buttons bear.
        tag: Tag,
    },
    /// The last answer to the survey whose type has that path.
    SurveyDone(&'static str),
    /// Another handler's failure.
    Error,
    /// The question whether handlers are for an update.
    Guard,
    /// An update for a handler that has not run yet.
    Before,
    /// An update for a handler that has run.
    After,
    /// Nothing: there are mistakes in it.
    Broken,
}

impl Trigger {
    /// The command that it is, or that starts it.
    pub(super) const fn command(&self) -> Option<&'static str> {
        match self {
            Trigger::Command(name) | Trigger::Survey { command: name, .. } => Some(name),
            _ => None,
        }
    }
}

impl Trigger {
    /// Whether updates are for it by themselves.
    pub(super) const fn is_update(&self) -> bool {
        matches!(
            self,
            Trigger::Command(_)
                | Trigger::Message
                | Trigger::Edited
                | Trigger::Album
                | Trigger::Callback(_)
                | Trigger::On(_)
                | Trigger::Survey { .. }
        )
    }
}

impl Route {
    /// A function without any description, of which a real one names what it has.
    pub const NONE: Route = Route {
        trigger: Trigger::Broken,
        function: "",
        file: "",
        line: 0,
        description: "",
        translations: &[],
        aliases: &[],
        hidden: false,
        scopes: Scopes::EVERYWHERE,
        passes: false,
        deadline: Deadline::OfApp,
        condition: Condition::NONE,
        arguments: &[],
        borrows: &[],
    };

    /// All names of the command.
    pub(crate) fn commands(&self) -> impl Iterator<Item = &'static str> {
        self.trigger.command().into_iter().chain(self.aliases.iter().copied())
    }

    /// Whether the handler is for the update, as far as can be told without what the bot has stored.
    pub(crate) fn fits(&self, incoming: &Incoming) -> bool {
        incoming.has_all(self.needs().without(Part::Handled).without(Part::Album))
            && self.borrows.iter().all(|borrow| borrow.fits(Arrived(incoming)))
            && self.condition.holds(incoming, self.function)
    }

    /// The parts without which the handler does not run.
    pub const fn needs(&self) -> Parts {
        let mut parts = Parts::NONE;
        let mut index = 0;
        while index < self.borrows.len() {
            let borrow = &self.borrows[index];
            if let (Some(part), false) = (borrow.part(), borrow.optional) {
                parts = parts.with(part);
            }
            index += 1;
        }
        parts
    }
}
