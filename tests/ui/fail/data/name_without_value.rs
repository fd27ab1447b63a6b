#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data(name)]
#[derive(Default)]
struct Shelf;

fn main() {}
