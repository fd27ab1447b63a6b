use pouch::prelude::*;

#[message(filter = |text: &str| text.ends_with('?'))]
fn answer() {}

fn main() {}
