//! There is nothing to choose from.

use pouch::prelude::*;

#[derive(Choice)]
struct Color {
    red: u8,
}

fn main() {}
