//! A text, which is long gone.

use pouch::prelude::*;

#[timer]
fn remind(text: &String) -> String {
    text.clone()
}

fn main() {}
