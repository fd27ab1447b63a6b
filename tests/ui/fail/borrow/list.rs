#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(bytes: &Vec<u8>) {}

fn main() {
    let _ = handlers![put];
}
