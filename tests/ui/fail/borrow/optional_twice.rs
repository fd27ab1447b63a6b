#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}


/// Store a value
#[command("put")]
fn put(shelf: Option<Option<&Shelf>>) {}

fn main() {
    let _ = handlers![put];
}
