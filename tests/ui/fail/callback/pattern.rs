//! A field that is taken apart at once.

use pouch::prelude::*;

#[callback]
fn vote(Parsed(choice): Parsed<u32>) -> Toast {
    Toast::new(choice.to_string())
}

fn main() {}
