#![allow(unused_variables)]

use pouch::prelude::*;

use std::sync::Arc;

#[user_data]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}


/// Store a value
#[command("put")]
fn put(shelf: Option<&Arc<Shelf>>) {}

fn main() {
    let _ = handlers![put];
}
