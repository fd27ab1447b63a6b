//! A type that no button can hold.

use pouch::prelude::*;

struct Color;

#[callback]
fn paint(_color: Color) -> Toast {
    Toast::new("Done")
}

fn main() {
    let _ = (handlers![paint], paint::button("Red", Color));
}
