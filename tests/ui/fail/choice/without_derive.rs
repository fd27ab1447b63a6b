//! An enum that was not made a choice.

use pouch::prelude::*;

enum Color {
    Red,
}

/// Paint
#[command("paint")]
fn paint(_color: Color) {}

fn main() {
    let _ = (handlers![paint], Color::Red);
}
