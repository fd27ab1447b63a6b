//! An option of another attribute.

use pouch::prelude::*;

#[callback(hidden)]
fn vote(yes: bool) -> Toast {
    Toast::new(yes.to_string())
}

fn main() {
    let _ = (handlers![vote], vote::button("Yes", true));
}
