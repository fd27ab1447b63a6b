use pouch::prelude::*;

#[message(location, regex = "^here$")]
fn here() {}

fn main() {}
