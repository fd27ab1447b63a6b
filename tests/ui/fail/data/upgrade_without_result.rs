use pouch::prelude::*;

#[user_data(version = 2, upgrade = [to_2])]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}

fn to_2(old: Vec<String>) -> Shelf {
    Shelf { values: old }
}

fn main() {}
