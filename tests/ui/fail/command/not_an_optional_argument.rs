#![allow(unused_variables)]

use pouch::prelude::*;

struct Color(u8, u8, u8);

/// Paint it
#[command("paint")]
fn paint(color: Option<Color>, times: Option<u8>) {}

fn main() {
    let _ = handlers![paint];
}
