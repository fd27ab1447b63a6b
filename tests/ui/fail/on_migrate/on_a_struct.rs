#![allow(unused_variables)]

use pouch::prelude::*;

#[on_migrate]
struct Follow;

fn main() {}
