#![allow(unused_variables)]

use pouch::prelude::*;

#[on_start(once)]
fn begin() {}

fn main() {
    let _ = handlers![begin];
}
