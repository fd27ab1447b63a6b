#![allow(unused_variables)]

use pouch::prelude::*;

#[on_stop]
fn end(query: &CallbackQuery) {}

fn main() {
    let _ = handlers![end];
}
