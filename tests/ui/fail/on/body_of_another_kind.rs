#![allow(unused_variables)]

use pouch::prelude::*;

#[on(inline_query)]
fn search(query: Option<&ChosenInlineResult>, message: &Message, text: &str) {}

fn main() {
    let _ = handlers![search];
}
