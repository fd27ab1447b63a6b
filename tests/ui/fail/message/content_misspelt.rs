use pouch::prelude::*;

#[message(phto)]
fn keep() {}

fn main() {}
