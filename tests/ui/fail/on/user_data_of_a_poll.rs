#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}

#[on(poll)]
fn count(poll: &Poll, shelf: &mut Shelf) {}

fn main() {
    let _ = handlers![count];
}
