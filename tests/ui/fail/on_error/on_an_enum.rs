#![allow(unused_variables)]

use pouch::prelude::*;

#[on_error]
enum Trouble {
    Some,
}

fn main() {}
