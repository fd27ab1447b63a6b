#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data(crate = 5)]
#[derive(Default)]
struct Shelf;

fn main() {}
