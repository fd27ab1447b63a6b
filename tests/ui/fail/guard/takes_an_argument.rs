#![allow(unused_variables)]

use pouch::prelude::*;

#[guard]
fn slow(word: String) -> bool {
    true
}

fn main() {}
