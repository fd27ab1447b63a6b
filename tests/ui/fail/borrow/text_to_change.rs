#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(text: &mut str) {}

fn main() {
    let _ = handlers![put];
}
