//! A field that is borrowed.

use pouch::prelude::*;

#[callback]
fn vote(choice: &u32, _reason: &String) -> Toast {
    Toast::new(choice.to_string())
}

fn main() {}
