#![allow(unused_variables)]

use pouch::prelude::*;

/// Which color it is
#[command("color")]
fn color() -> Result<String, u8> {
    Err(1)
}

fn main() {
    let _ = handlers![color];
}
