#![allow(unused_variables)]

use pouch::prelude::*;

#[guard]
fn slow(user: &User) {}

fn main() {}
