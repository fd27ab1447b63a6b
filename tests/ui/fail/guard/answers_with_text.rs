#![allow(unused_variables)]

use pouch::prelude::*;

#[guard]
fn slow(user: &User) -> &'static str {
    "no"
}

fn main() {}
