#![allow(unused_variables)]

use pouch::prelude::*;

#[on_start]
fn begin(message: Option<&Message>, text: &str) {}

fn main() {
    let _ = handlers![begin];
}
