#![allow(unused_variables)]

use pouch::prelude::*;

#[command("put", description = 5)]
fn put() {}

fn main() {
    let _ = handlers![put];
}
