#![allow(unused_variables)]

use pouch::prelude::*;

#[on(poll)]
struct Count;

fn main() {}
