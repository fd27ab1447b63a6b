#![allow(unused_variables)]

use pouch::prelude::*;

#[command("put", hidden, hidden)]
fn put() {}

fn main() {
    let _ = handlers![put];
}
