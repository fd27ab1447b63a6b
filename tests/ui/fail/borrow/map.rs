#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(values: &mut HashMap<String, u8>) {}

fn main() {
    let _ = handlers![put];
}
