#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(store: &impl ToString) {}

fn main() {
    let _ = handlers![put];
}
