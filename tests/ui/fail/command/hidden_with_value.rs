#![allow(unused_variables)]

use pouch::prelude::*;

#[command("put", hidden = true)]
fn put() {}

fn main() {
    let _ = handlers![put];
}
