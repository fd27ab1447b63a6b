//! The list of commands, for `/help` and for the menu.

use crate::args::syntax;
use crate::handler::{Entry, Trigger};

/// The answer to `/help`; none if there is no command to show.
pub(super) fn text(entries: &[Entry]) -> Option<String> {
    let line = |entry: &Entry| match entry.route.trigger {
        Trigger::Command(name) | Trigger::Survey { command: name, .. } if !entry.route.hidden => {
            Some(format!("{} — {}", syntax(name, entry.route.arguments), entry.route.description))
        }
        _ => None,
    };
    let lines: Vec<String> = entries.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The commands that the menu shows, with their descriptions.
pub(super) fn shown(entries: &[Entry]) -> Vec<(&'static str, &'static str)> {
    let command = |entry: &Entry| match entry.route.trigger {
        Trigger::Command(name) | Trigger::Survey { command: name, .. } if !entry.route.hidden => {
            Some((name, entry.route.description))
        }
        _ => None,
    };
    entries.iter().filter_map(command).collect()
}
