#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(count: &u64) {}

fn main() {
    let _ = handlers![put];
}
