#![allow(unused_variables)]

use pouch::prelude::*;

#[after]
struct Audit;

fn main() {}
