//! A name without quotes.

use pouch::prelude::*;

#[callback(name = vote)]
fn vote(yes: bool) -> Toast {
    Toast::new(yes.to_string())
}

fn main() {}
