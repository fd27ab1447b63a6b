#![allow(unused_variables)]

use pouch::prelude::*;

#[bot_data]
pub union Either {
    one: u8,
    other: i8,
}

fn main() {}
