#![allow(unused_variables)]

use pouch::prelude::*;

#[message]
fn count(number: &u64) {}


fn main() {
    let _ = handlers![count];
}
