#![allow(unused_variables)]

use pouch::prelude::*;

struct Shelf;

#[user_data]
impl Shelf {
    fn len(&self) -> usize {
        0
    }
}

fn main() {}
