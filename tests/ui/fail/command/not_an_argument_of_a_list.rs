#![allow(unused_variables)]

use pouch::prelude::*;

struct Color(u8, u8, u8);

/// Paint it
#[command("paint")]
fn paint(colors: Vec<Color>) {}

fn main() {
    let _ = handlers![paint];
}
