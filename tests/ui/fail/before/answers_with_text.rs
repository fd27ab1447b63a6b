#![allow(unused_variables)]

use pouch::prelude::*;

#[before]
fn slow(user: &User) -> &'static str {
    "no"
}

fn main() {}
