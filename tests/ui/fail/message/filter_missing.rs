use pouch::prelude::*;

#[message(text, filter)]
fn answer() {}

fn main() {}
