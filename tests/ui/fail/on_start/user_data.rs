#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}

#[on_start]
fn begin(shelf: &Shelf) {}

fn main() {
    let _ = handlers![begin];
}
