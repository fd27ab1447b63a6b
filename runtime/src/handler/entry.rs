//! A handler with the options of the groups that it stands in, as the router finds it.

use std::sync::Arc;

use super::condition::is_accepted;
use super::list::{Gate, Group, Handlers, Item, Step};
use super::{HandlerFuture, Otherwise, Route, Scopes, Trigger};
use crate::params::Call;
use crate::update::Incoming;

/// A handler of the list, with the groups around it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) route: &'static Route,
    pub(crate) call: fn(&Call) -> HandlerFuture<'_>,
    /// From the outside in; none for handlers that no update is for.
    groups: Arc<[&'static Group]>,
}

impl Handlers {
    /// All handlers, those of inner lists at their place.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        collect(self, &mut Vec::new(), &mut entries);
        entries
    }
}

fn collect(list: &Handlers, groups: &mut Vec<&'static Group>, entries: &mut Vec<Entry>) {
    for item in list.items {
        match item {
            Item::Handler(Step { route, call }) => {
                let groups = if route.trigger.is_update() { groups.as_slice() } else { &[] };
                entries.push(Entry { route, call: *call, groups: groups.into() });
            }
            Item::List(list) => collect(list, groups, entries),
            Item::Group(group) => {
                groups.push(group);
                collect(&group.list, groups, entries);
                groups.pop();
            }
        }
    }
}

impl Entry {
    /// Whether the handler is for the update, as far as can be told without what the bot has stored.
    pub(crate) fn fits(&self, incoming: &Incoming) -> bool {
        let accepts = |group: &&Group| {
            group.filter.is_none_or(|filter| is_accepted(filter, incoming, self.route.function))
        };
        self.route.fits(incoming) && self.groups.iter().all(accepts)
    }

    /// Whether nothing behind it sees an update that it fits.
    pub(crate) fn is_last(&self) -> bool {
        let may_leave = matches!(self.route.trigger, Trigger::Survey { .. }) || self.route.passes;
        let always_answers = |otherwise: Option<Otherwise>| otherwise.is_some_and(|words| words.is_certain);
        !may_leave && self.guards().all(|(_, otherwise)| always_answers(otherwise))
    }

    /// Whether it takes every update that it fits as it is, and nothing runs around it.
    pub(crate) fn is_plain(&self) -> bool {
        let is_part = self.route.trigger == Trigger::Album;
        let is_bare =
            self.guards().next().is_none() && self.before().next().is_none() && self.after().next().is_none();
        is_bare && self.is_last() && !is_part
    }

    /// The guards around it, from the outside in, each with what is said to whom it refuses.
    pub(crate) fn guards(&self) -> impl Iterator<Item = (&'static Gate, Option<Otherwise>)> {
        self.groups.iter().filter_map(|group| Some((group.guard.as_ref()?, group.otherwise)))
    }

    /// What runs before it.
    pub(crate) fn before(&self) -> impl Iterator<Item = &'static Step> {
        self.groups.iter().flat_map(|group| group.before)
    }

    /// What runs after it: the innermost first.
    pub(crate) fn after(&self) -> impl Iterator<Item = &'static Step> {
        self.groups.iter().rev().flat_map(|group| group.after)
    }

    /// The handler and all that runs around it.
    pub(crate) fn routes(&self) -> impl Iterator<Item = &'static Route> {
        let guards = self.guards().flat_map(|(gate, _)| gate.steps());
        let layers = self.before().chain(self.after());
        [self.route].into_iter().chain(guards.chain(layers).map(|step| step.route))
    }

    /// Whether the command is left out of the menu and of `/help`.
    pub(crate) fn is_hidden(&self) -> bool {
        self.route.hidden || self.groups.iter().any(|group| group.hidden)
    }

    /// Where the command is offered: as it says itself, or else the innermost group that says anything.
    pub(crate) fn scopes(&self) -> Scopes {
        let groups = self.groups.iter().map(|group| group.scopes);
        let mut said = groups.chain([self.route.scopes]).filter(|scopes| !scopes.is_everywhere());
        said.next_back().unwrap_or_default()
    }

    /// The filters of the groups around it, as they were written.
    pub(crate) fn filters(&self) -> impl Iterator<Item = &'static str> {
        self.groups.iter().filter(|group| group.filter.is_some()).map(|group| group.filter_text)
    }
}

impl Step {
    /// Whether the update has all that it needs.
    pub(crate) fn fits(&self, incoming: &Incoming) -> bool {
        self.route.fits(incoming)
    }

    /// The function as a handler of its own.
    pub(crate) fn to_entry(self) -> Entry {
        Entry { route: self.route, call: self.call, groups: Arc::default() }
    }
}

impl Gate {
    /// All guards in it.
    pub(crate) fn steps(&'static self) -> Vec<&'static Step> {
        match self {
            Gate::One(step) => vec![step],
            Gate::Parens(gate) | Gate::Not(gate) => gate.steps(),
            Gate::And(one, other) | Gate::Or(one, other) => [one.steps(), other.steps()].concat(),
        }
    }
}
