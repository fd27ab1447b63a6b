#![allow(unused_variables)]

use pouch::prelude::*;

/// Skip some
#[command("skip")]
fn skip(_: u32) {}

fn main() {
    let _ = handlers![skip];
}
