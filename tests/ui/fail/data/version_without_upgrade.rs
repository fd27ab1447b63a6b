use pouch::prelude::*;

#[user_data(version = 2)]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}

fn main() {}
