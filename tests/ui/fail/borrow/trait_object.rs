#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
fn put(store: &dyn ToString) {}

fn main() {
    let _ = handlers![put];
}
