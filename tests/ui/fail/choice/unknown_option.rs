//! An option that there is not.

use pouch::prelude::*;

#[derive(Choice)]
enum Color {
    #[choice(label = "Rot")]
    Red,
    #[choice(Blau)]
    Blue,
}

fn main() {}
