#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(pair: &(u8, u8)) {}

fn main() {
    let _ = handlers![put];
}
