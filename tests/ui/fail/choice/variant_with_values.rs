//! A variant that stands for many values.

use pouch::prelude::*;

#[derive(Choice)]
enum Color {
    Red,
    Mixed(u8, u8, u8),
}

#[callback]
fn paint(color: Color) -> &'static str {
    color.label()
}

fn main() {
    let _ = (handlers![paint], paint::button("Red", Color::Red));
}
