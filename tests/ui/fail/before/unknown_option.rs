#![allow(unused_variables)]

use pouch::prelude::*;

#[before("count", first)]
fn count(user: &User) {}

fn main() {}
