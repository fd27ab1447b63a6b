#![allow(unused_variables)]

use pouch::prelude::*;

#[command("put", desc = "Store a value")]
fn put() {}

fn main() {
    let _ = handlers![put];
}
