#![allow(unused_variables)]

use pouch::prelude::*;

#[on(inline_querry)]
fn search(query: &InlineQuery) {}

fn main() {
    let _ = handlers![search];
}
