#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data]
struct Shelf {
    values: Vec<String>,
}

fn main() {}
