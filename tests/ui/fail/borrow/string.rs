#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(value: &String) {}

fn main() {
    let _ = handlers![put];
}
