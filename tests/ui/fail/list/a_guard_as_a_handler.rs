#![allow(unused_variables)]

use pouch::prelude::*;

#[guard]
fn sure() -> bool {
    true
}

fn main() {
    let _ = handlers![sure];
}
