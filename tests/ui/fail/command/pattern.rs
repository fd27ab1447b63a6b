#![allow(unused_variables)]

use pouch::prelude::*;

/// Add two numbers
#[command("add")]
fn add((a, b): (i32, i32)) -> i32 {
    a + b
}

fn main() {
    let _ = handlers![add];
}
