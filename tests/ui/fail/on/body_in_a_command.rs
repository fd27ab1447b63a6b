#![allow(unused_variables)]

use pouch::prelude::*;

/// Search
#[command("search")]
fn search(query: &InlineQuery) {}

fn main() {
    let _ = handlers![search];
}
