//! A name of nothing.

use pouch::prelude::*;

#[callback(name = "")]
fn vote(yes: bool) -> Toast {
    Toast::new(yes.to_string())
}

fn main() {}
