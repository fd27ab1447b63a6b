//! A command that is to be a button, too.

use pouch::prelude::*;

/// Vote
#[command("vote")]
#[callback]
fn vote(yes: bool) -> String {
    yes.to_string()
}

fn main() {}
