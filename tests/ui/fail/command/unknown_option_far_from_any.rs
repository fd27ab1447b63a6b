#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put", aliases = ["store"])]
fn put() {}

fn main() {
    let _ = handlers![put];
}
