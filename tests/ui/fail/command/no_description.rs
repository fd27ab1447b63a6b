#![allow(unused_variables)]

use pouch::prelude::*;

#[command("put")]
fn put() {}

fn main() {
    let _ = handlers![put];
}
