//! What can be wrong between two handlers of commands.

use super::super::route::Route;
use super::Listed;
use crate::text::{Text, equal};

/// Two handlers for one command, of which the second would never run.
#[track_caller]
pub(super) const fn check(first: &Listed, later: &Route) {
    let earlier = first.route;
    if !earlier.condition.covers(&later.condition) {
        return;
    }
    let mut index = 0;
    while let Some(name) = earlier.command(index) {
        if later.has_command(name) {
            let text = Text::new()
                .with(&["`/", name, "` is handled twice: by `", earlier.function, "` and by `"])
                .with(&[
                    later.function,
                    "`\n= help: give one of them another name, or leave it out of the list",
                ]);
            panic!("{}", first.note_guard(text).as_str());
        }
        index += 1;
    }
}

impl Route {
    /// The name at that position: that of the command, and then the others it has.
    const fn command(&self, position: usize) -> Option<&'static str> {
        match self.trigger.command() {
            Some(name) if position == 0 => Some(name),
            Some(_) if position <= self.aliases.len() => Some(self.aliases[position - 1]),
            _ => None,
        }
    }

    const fn has_command(&self, name: &str) -> bool {
        let mut index = 0;
        while let Some(own) = self.command(index) {
            if equal(own, name) {
                return true;
            }
            index += 1;
        }
        false
    }
}
