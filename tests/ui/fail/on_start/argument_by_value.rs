#![allow(unused_variables)]

use pouch::prelude::*;

#[on_start]
fn begin(name: String) {}

fn main() {
    let _ = handlers![begin];
}
