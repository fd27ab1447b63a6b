//! A button made with a value of another type.

use pouch::prelude::*;

#[callback]
fn vote(yes: bool) -> Toast {
    Toast::new(yes.to_string())
}

fn main() {
    let _ = handlers![vote];
    let _ = vote::button("Yes", 1);
}
