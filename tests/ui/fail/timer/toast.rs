//! An answer to a press, which there is none of.

use pouch::prelude::*;

#[timer]
fn remind() -> Toast {
    Toast::new("Don't forget!")
}

fn main() {}
