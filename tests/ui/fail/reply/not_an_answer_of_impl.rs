#![allow(unused_variables)]

use pouch::prelude::*;

/// Which color it is
#[command("color")]
fn color() -> impl Iterator<Item = String> {
    std::iter::empty()
}

fn main() {
    let _ = handlers![color];
}
