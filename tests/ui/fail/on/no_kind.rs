#![allow(unused_variables)]

use pouch::prelude::*;

#[on]
fn search(query: &InlineQuery) {}

fn main() {
    let _ = handlers![search];
}
