//! A button is for a function.

use pouch::prelude::*;

#[callback]
struct Vote {
    yes: bool,
}

fn main() {}
