//! A field of any type.

use pouch::prelude::*;

#[callback]
fn vote<T: ToString>(choice: T) -> Toast {
    Toast::new(choice.to_string())
}

fn main() {
    let _ = (handlers![vote], vote::button("One", 1));
}
