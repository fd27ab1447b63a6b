#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(count: Option<&u64>) {}

fn main() {
    let _ = handlers![put];
}
