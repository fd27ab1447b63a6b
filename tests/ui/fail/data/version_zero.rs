use pouch::prelude::*;

#[user_data(version = 0)]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}

fn main() {}
