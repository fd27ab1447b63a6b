//! A type that no button can hold, where it may be missing.

use pouch::prelude::*;

struct Color;

#[callback]
fn paint(_color: Option<Color>) -> Toast {
    Toast::new("Done")
}

fn main() {
    let _ = handlers![paint];
}
