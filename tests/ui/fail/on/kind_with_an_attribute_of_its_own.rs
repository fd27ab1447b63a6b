#![allow(unused_variables)]

use pouch::prelude::*;

#[on(callback_query)]
fn press(query: &CallbackQuery) {}

fn main() {
    let _ = handlers![press];
}
