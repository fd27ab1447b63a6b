#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(shelf: &fn()) {}


fn main() {
    let _ = handlers![put];
}
