//! A list with all lists in it, laid out flat for the checks.

use super::super::list::{Gate, Group, Handlers, Item, Step};
use super::super::route::{Route, Trigger};
use crate::text::{Text, equal};
use crate::update::{Part, parts_of};

/// How many groups with a filter or a guard can stand in each other.
const DEPTH: usize = 8;

/// A handler, a guard or a layer of a list.
#[derive(Clone, Copy)]
pub struct Listed {
    pub(super) route: &'static Route,
    /// The numbers of the groups around it by which some updates pass.
    conditions: [usize; DEPTH],
    depth: usize,
    /// Whether a guard around it answers whom it refuses, always or for some updates.
    is_answered_for: bool,
    /// Whether one of those always has an answer.
    is_always_answered_for: bool,
    /// The option of `#[with(..)]` that names it; none for a handler.
    option: Option<&'static str>,
}

impl Listed {
    const NONE: Listed = Listed {
        route: &Route::NONE,
        conditions: [0; DEPTH],
        depth: 0,
        is_answered_for: false,
        is_always_answered_for: false,
        option: None,
    };

    /// Refuses a function that stands where functions of its kind do not belong, or in too many groups.
    #[track_caller]
    pub(super) const fn check_place(&self) {
        assert!(self.depth <= DEPTH, "more than 8 groups with a filter or a guard stand in each other");
        match self.option {
            None => {
                check_is_handler(self.route);
                self.check_has_chat();
            }
            Some(option) => check_is_layer(self.route, option),
        }
    }

    /// Refuses an update of which nobody can be told in a chat that a guard refuses it.
    #[track_caller]
    const fn check_has_chat(&self) {
        if let Trigger::On(kind) = self.route.trigger
            && self.is_answered_for
            && !can_be_answered(kind)
        {
            let text = Text::new()
                .with(&["`", self.route.function, "` stands behind a guard with `otherwise`, and `", kind])
                .with(&["` has no chat to say that in\n= help: put it into a group with the guard alone"])
                .with(&["\n= note: whom the guard refuses goes on to the handlers behind then"]);
            panic!("{}", text.as_str());
        }
    }

    /// Adds to an error that this one leaves nothing over: a guard around it is no reason to believe so.
    pub(super) const fn note_guard(&self, text: Text) -> Text {
        if !self.is_always_answered_for {
            return text;
        }
        text.with(&["\n= note: whom the guard around `", self.route.function])
            .with(&["` refuses is told so by its `otherwise`, and does not go on"])
    }

    /// Whether all that passes this one by, by the groups around it, passes the other one by, too.
    pub(super) const fn stands_around(&self, other: &Listed) -> bool {
        let mut index = 0;
        while index < self.depth && index < DEPTH {
            if index >= other.depth || self.conditions[index] != other.conditions[index] {
                return false;
            }
            index += 1;
        }
        true
    }
}

/// How many functions a list names: handlers, guards and layers.
pub const fn count(list: Handlers) -> usize {
    let (mut count, mut index) = (0, 0);
    while index < list.items.len() {
        count += match &list.items[index] {
            Item::Handler(_) => 1,
            Item::List(list) => self::count(*list),
            Item::Group(group) => {
                let guards = match &group.guard {
                    Some(gate) => count_guards(gate),
                    None => 0,
                };
                guards + group.before.len() + group.after.len() + self::count(group.list)
            }
        };
        index += 1;
    }
    count
}

const fn count_guards(gate: &Gate) -> usize {
    match gate {
        Gate::One(_) => 1,
        Gate::Parens(gate) | Gate::Not(gate) => count_guards(gate),
        Gate::And(one, other) | Gate::Or(one, other) => count_guards(one) + count_guards(other),
    }
}

/// The functions of a list, in order; there are `N`. What is wrong with them is not found here: rustc would show a panic twice.
pub const fn flat<const N: usize>(list: Handlers) -> [Listed; N] {
    let mut flat = Flat { all: [Listed::NONE; N], count: 0, groups: 0 };
    flat.add(list, Listed::NONE);
    flat.all
}

struct Flat<const N: usize> {
    all: [Listed; N],
    count: usize,
    groups: usize,
}

impl<const N: usize> Flat<N> {
    const fn add(&mut self, list: Handlers, around: Listed) {
        let mut index = 0;
        while index < list.items.len() {
            match &list.items[index] {
                Item::Handler(step) => self.push(step.route, around),
                Item::List(list) => self.add(*list, around),
                Item::Group(group) => self.add_group(group, around),
            }
            index += 1;
        }
    }

    const fn add_group(&mut self, group: &'static Group, around: Listed) {
        if let Some(gate) = &group.guard {
            self.add_guards(gate);
        }
        self.add_layers(group.before, "before");
        self.add_layers(group.after, "after");
        let mut inside = around;
        let always_answers = match &group.otherwise {
            Some(otherwise) => otherwise.is_certain,
            None => false,
        };
        inside.is_answered_for |= group.otherwise.is_some();
        inside.is_always_answered_for |= always_answers;
        if group.filter.is_some() || (group.guard.is_some() && !always_answers) {
            self.groups += 1;
            inside.depth += 1;
            if around.depth < DEPTH {
                inside.conditions[around.depth] = self.groups;
            }
        }
        self.add(group.list, inside);
    }

    const fn add_guards(&mut self, gate: &'static Gate) {
        match gate {
            Gate::One(step) => self.push(step.route, Listed { option: Some("guard"), ..Listed::NONE }),
            Gate::Parens(gate) | Gate::Not(gate) => self.add_guards(gate),
            Gate::And(one, other) | Gate::Or(one, other) => {
                self.add_guards(one);
                self.add_guards(other);
            }
        }
    }

    const fn add_layers(&mut self, layers: &'static [Step], option: &'static str) {
        let mut index = 0;
        while index < layers.len() {
            self.push(layers[index].route, Listed { option: Some(option), ..Listed::NONE });
            index += 1;
        }
    }

    const fn push(&mut self, route: &'static Route, around: Listed) {
        self.all[self.count] = Listed { route, ..around };
        self.count += 1;
    }
}

/// Whether something can be said about an update of that kind to whom it is from: in its chat, or, about a payment, to who pays.
const fn can_be_answered(kind: &str) -> bool {
    parts_of(kind).has(Part::Chat) || equal(kind, "shipping_query") || equal(kind, "pre_checkout_query")
}

/// A guard or a layer listed as if updates were for it.
#[track_caller]
const fn check_is_handler(route: &Route) {
    if let Some(option) = layer_option(&route.trigger) {
        let text = Text::new()
            .with(&["`", route.function, "` is no handler: it has `#[", option, "]`"])
            .with(&["\n= help: write `#[with(", option, " = ..)]` before the handlers that it is for"]);
        panic!("{}", text.as_str());
    }
}

/// Another function in the place of a guard or a layer.
#[track_caller]
const fn check_is_layer(route: &Route, option: &str) {
    let is_one = match layer_option(&route.trigger) {
        Some(own) => equal(own, option),
        None => matches!(route.trigger, Trigger::Broken),
    };
    if !is_one {
        let text = Text::new().with(&["`", option, "` takes no function such as `", route.function]).with(&[
            "`\n= help: put `#[",
            option,
            "]` on the function, and nothing else of Pouch's",
        ]);
        panic!("{}", text.as_str());
    }
}

const fn layer_option(trigger: &Trigger) -> Option<&'static str> {
    match trigger {
        Trigger::Guard => Some("guard"),
        Trigger::Before => Some("before"),
        Trigger::After => Some("after"),
        _ => None,
    }
}
