#![allow(unused_variables)]

use pouch::prelude::*;

#[command("put", description = "")]
fn put() {}

fn main() {
    let _ = handlers![put];
}
