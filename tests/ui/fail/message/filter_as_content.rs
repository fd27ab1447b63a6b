use pouch::prelude::*;

#[message(private)]
fn keep() {}

fn main() {}
