//! Which handler an update is for, and what that handler touches.

mod help;

use std::collections::HashMap;

use crate::handler::{Entry, Handlers, Trigger};
use crate::params::{Borrow, Need};
use crate::store::Scope;
use crate::update::{Facts, Incoming, Kind, Part};

/// The name of the command that is answered with the list of commands, unless the bot has a handler for it.
const HELP: &str = "help";

/// Which handler an update is for.
pub(crate) struct Router {
    entries: Vec<Entry>,
    /// Positions of command handlers by name.
    commands: HashMap<&'static str, usize>,
    /// Positions of handlers for any message.
    messages: Vec<usize>,
    /// Positions of handlers for failures.
    errors: Vec<usize>,
    /// The answer to `/help`; none for a bot without commands to show, or with a handler of its own.
    help: Option<String>,
    username: String,
}

/// What becomes of an update.
#[derive(Clone, Copy)]
pub(crate) enum Destination<'a> {
    /// A handler takes it.
    Handler(&'a Entry),
    /// It asks for the list of commands.
    Help(&'a str),
    /// No handler takes it.
    Nowhere,
}

/// A record that an update may touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Touch {
    pub(crate) scope: Scope,
    pub(crate) name: &'static str,
    pub(crate) mutable: bool,
}

impl Router {
    /// A router over those handlers for the bot of that username.
    pub(crate) fn new(handlers: &Handlers, username: String) -> Self {
        let entries = handlers.entries().to_vec();
        let positions = |wanted: Trigger| {
            let is_wanted = move |(_, entry): &(usize, &Entry)| entry.route.trigger == wanted;
            entries.iter().enumerate().filter(is_wanted).map(|(position, _)| position).collect()
        };
        let command = |(position, entry): (usize, &Entry)| match entry.route.trigger {
            Trigger::Command(name) => Some((name, position)),
            Trigger::Message | Trigger::Error => None,
        };
        let commands: HashMap<_, _> = entries.iter().enumerate().filter_map(command).collect();
        let help = if commands.contains_key(HELP) { None } else { help::text(&entries) };
        Router {
            messages: positions(Trigger::Message),
            errors: positions(Trigger::Error),
            commands,
            help,
            entries,
            username,
        }
    }

    /// The first handler, in the order of the list, that fits the update. The answer to `/help` stands before handlers
    /// for any message.
    pub(crate) fn route(&self, incoming: &Incoming) -> Destination<'_> {
        if matches!(incoming.facts.kind, Kind::Other(_)) {
            return Destination::Nowhere;
        }
        let name = self.command_name(&incoming.facts);
        let command = name.and_then(|name| self.commands.get(name)).copied();
        let fits = |position: &usize| {
            let entry = self.entries.get(*position)?;
            incoming.has_all(entry.route.needs()).then_some((*position, entry))
        };
        let of_command = command.as_ref().and_then(fits);
        if let (None, Some(HELP), Some(text)) = (of_command, name, &self.help) {
            return Destination::Help(text);
        }
        let of_messages = self.messages.iter().find_map(fits);
        // The positions come first, so the lesser one is that of the first in the list.
        let first = [of_command, of_messages].into_iter().flatten().min_by_key(|(position, _)| *position);
        first.map_or(Destination::Nowhere, |(_, entry)| Destination::Handler(entry))
    }

    /// The handler for a failure while that update was handled.
    pub(crate) fn error_handler(&self, incoming: &Incoming) -> Option<&Entry> {
        let fits = |entry: &&Entry| incoming.has_all(entry.route.needs().without(Part::Failure));
        self.errors.iter().filter_map(|position| self.entries.get(*position)).find(fits)
    }

    /// The records that the handler, or the handler of its failure, may touch.
    pub(crate) fn touches(&self, entry: &Entry, incoming: &Incoming) -> Vec<Touch> {
        let on_error = self.error_handler(incoming).map_or(&[][..], |entry| entry.route.borrows);
        entry.route.borrows.iter().chain(on_error).filter_map(touch).collect()
    }

    /// The kinds of updates that the handlers need, as `getUpdates` takes them.
    pub(crate) fn allowed_updates(&self) -> &'static [&'static str] {
        if self.commands.is_empty() && self.messages.is_empty() {
            return &[];
        }
        &["message", "channel_post", "business_message"]
    }

    /// The commands that the menu shows, with their descriptions.
    pub(crate) fn menu(&self) -> Vec<(&'static str, &'static str)> {
        help::shown(&self.entries)
    }

    fn command_name<'a>(&self, facts: &'a Facts) -> Option<&'a str> {
        let command = facts.command.as_ref()?;
        command.is_for(&self.username).then_some(command.name.as_str())
    }
}

fn touch(borrow: &Borrow) -> Option<Touch> {
    match borrow.need {
        Need::Record(record) => {
            Some(Touch { scope: record.scope, name: record.name, mutable: borrow.mutable })
        }
        _ => None,
    }
}
