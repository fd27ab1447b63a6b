//! The attribute twice.

use pouch::prelude::*;

#[callback]
#[callback(name = "other")]
fn vote(yes: bool) -> Toast {
    Toast::new(yes.to_string())
}

fn main() {}
