#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data(nam = "shelf")]
#[derive(Default)]
struct Shelf;

fn main() {}
