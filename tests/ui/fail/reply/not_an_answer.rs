#![allow(unused_variables)]

use pouch::prelude::*;

struct Color(u8, u8, u8);

/// Which color it is
#[command("color")]
fn color(text: &str) -> Color {
    Color(0, 0, 0)
}

fn main() {
    let _ = handlers![color];
}
