//! The table of a bot's handlers.

use std::collections::BTreeSet;
use std::fmt;

use crate::args::syntax;
use crate::handler::{Entry, Gate, Route, Trigger};
use crate::params::{Need, RecordType};

/// What stands above the columns.
const HEAD: [&str; 6] = ["when", "function", "source", "reads", "writes", "around it"];

/// The table of a bot's handlers in their order, to be printed: when each runs, where it stands, which data it reads and
/// writes, and what stands around it. See [`App::routes`](crate::App::routes).
#[derive(Clone, Debug)]
pub struct Routes {
    rows: Vec<[String; HEAD.len()]>,
}

impl Routes {
    pub(super) fn of(entries: &[Entry]) -> Routes {
        Routes { rows: entries.iter().map(row).collect() }
    }
}

impl fmt::Display for Routes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = HEAD.map(str::to_owned);
        let rows = || [&head].into_iter().chain(&self.rows);
        let width = |column: usize| rows().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
        for row in rows() {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            writeln!(formatter, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}

fn row(entry: &Entry) -> [String; HEAD.len()] {
    let Route { function, file, line, .. } = entry.route;
    let (reads, writes) = (records(entry, false), records(entry, true));
    [when(entry), (*function).to_owned(), format!("{file}:{line}"), reads, writes, around(entry)]
}

/// When the handler runs.
fn when(entry: &Entry) -> String {
    let route = entry.route;
    let conditional = |kind: &str| {
        let contents: Vec<_> = route.condition.contents.names().collect();
        let contents = (!contents.is_empty()).then(|| contents.join(", "));
        // Behind the module, in which the names in it mean something.
        let written = route.condition.written.split_once(": ").map(|(_, written)| written.to_owned());
        [Some(kind.to_owned()), contents, written].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    match route.trigger {
        Trigger::Command(name) => {
            let others = route.aliases.iter().map(|alias| format!(", /{alias}"));
            let scopes = entry.scopes().names();
            let place = if scopes.is_empty() { String::new() } else { format!(" ({})", scopes.join(", ")) };
            let hidden = if entry.is_hidden() { " (hidden)" } else { "" };
            conditional(&format!(
                "{}{}{place}{hidden}",
                syntax(name, route.arguments),
                others.collect::<String>()
            ))
        }
        Trigger::Message => conditional("message"),
        Trigger::Edited => conditional("edited message"),
        Trigger::Album => conditional("album"),
        Trigger::On(kind) => conditional(kind),
        Trigger::Callback(_) => "button".to_owned(),
        Trigger::Survey { command, .. } => format!("/{command} (survey)"),
        Trigger::SurveyDone(path) => format!("answers to {path}"),
        Trigger::Timer(_) => "timer".to_owned(),
        Trigger::Every { recurrence, .. } => recurrence.to_string(),
        Trigger::Migration => "group becomes supergroup".to_owned(),
        Trigger::Start => "start".to_owned(),
        Trigger::Stop => "stop".to_owned(),
        Trigger::Error => "failure".to_owned(),
        Trigger::Guard | Trigger::Before | Trigger::After | Trigger::Broken => String::new(),
    }
}

/// The data that the handler and what stands around it read, or write.
fn records(entry: &Entry, mutable: bool) -> String {
    let borrows = entry.routes().flat_map(|route| route.borrows).filter(|borrow| borrow.mutable == mutable);
    let names: BTreeSet<String> = borrows
        .filter_map(|borrow| match borrow.need {
            Need::Record(RecordType { scope, name, .. }) => Some(format!("{name} ({})", scope.name())),
            _ => None,
        })
        .collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// Filters, guards and layers, from the outside in.
fn around(entry: &Entry) -> String {
    let layers = |kind: &str, routes: Vec<&'static Route>| {
        let named = routes.into_iter().map(|route| format!("{kind} {}", route.function));
        named.collect::<Vec<_>>()
    };
    let filters = entry.filters().map(|filter| format!("filter {filter}"));
    let guards = entry.guards().map(|(gate, otherwise)| {
        let words = otherwise.map(|otherwise| format!(" otherwise {}", otherwise.text));
        format!("guard {}{}", text_of(gate), words.unwrap_or_default())
    });
    let before = layers("before", entry.before().map(|step| step.route).collect());
    let after = layers("after", entry.after().map(|step| step.route).collect());
    filters.chain(guards).chain(before).chain(after).collect::<Vec<_>>().join(", ")
}

fn text_of(gate: &Gate) -> String {
    match gate {
        Gate::One(step) => step.route.function.to_owned(),
        Gate::Parens(gate) => format!("({})", text_of(gate)),
        Gate::Not(gate) => format!("!{}", text_of(gate)),
        Gate::And(one, other) => format!("{} & {}", text_of(one), text_of(other)),
        Gate::Or(one, other) => format!("{} | {}", text_of(one), text_of(other)),
    }
}
