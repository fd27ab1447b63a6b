//! Two variants that are typed alike.

use pouch::prelude::*;

#[derive(Choice)]
enum Color {
    DarkRed,
    #[choice("Dark red!")]
    Other,
    #[choice(name = "DarkRed")]
    Third,
}

fn main() {}
