#![allow(unused_variables)]

use pouch::prelude::*;

#[member_data(name = "")]
#[derive(Default)]
struct Shelf;

fn main() {}
