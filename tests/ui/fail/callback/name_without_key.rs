//! A name as in a command.

use pouch::prelude::*;

#[callback("vote")]
fn vote(yes: bool) -> Toast {
    Toast::new(yes.to_string())
}

fn main() {}
