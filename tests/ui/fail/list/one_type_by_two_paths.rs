//! A handler borrows one type twice, under two paths.

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}

#[message]
fn compare(_one: &mut Shelf, _other: &mut self::Shelf) {}

fn main() {
    let _ = handlers![compare];
}
