use pouch::prelude::*;

#[message(filter = filters::private && (filters::reply || filters::from_bot == filters::via_bot))]
fn answer() {}

fn main() {}
