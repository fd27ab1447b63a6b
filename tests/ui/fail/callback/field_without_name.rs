//! A field without a name.

use pouch::prelude::*;

#[callback]
fn vote(_: bool) -> Toast {
    Toast::new("Thank you")
}

fn main() {}
