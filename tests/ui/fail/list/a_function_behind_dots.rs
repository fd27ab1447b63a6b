#![allow(unused_variables)]

use pouch::prelude::*;

#[message]
fn echo() {}

fn main() {
    let _ = handlers![..echo];
}
