#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}

#[on_migrate]
fn follow(migration: &Migration, shelf: &mut Shelf) {}

fn main() {
    let _ = handlers![follow];
}
