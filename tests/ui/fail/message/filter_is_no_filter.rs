use pouch::prelude::*;

const LIMIT: usize = 5;

#[message(filter = LIMIT)]
fn answer() {}

fn main() {}
