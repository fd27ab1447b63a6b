#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data]
fn shelf() {}

fn main() {}
