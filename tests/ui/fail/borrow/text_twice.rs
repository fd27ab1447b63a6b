#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(text: &str, again: Option<&str>) {}

fn main() {
    let _ = handlers![put];
}
