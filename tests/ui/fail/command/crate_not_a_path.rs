#![allow(unused_variables)]

use pouch::prelude::*;

#[command("put", hidden, crate = "pouch")]
fn put() {}

fn main() {
    let _ = handlers![put];
}
