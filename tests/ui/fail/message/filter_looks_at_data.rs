use pouch::prelude::*;

/// What a user has put away.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}

fn is_full(shelf: &Shelf) -> bool {
    shelf.values.len() > 10
}

#[message(filter = is_full)]
fn answer() {}

fn main() {}
