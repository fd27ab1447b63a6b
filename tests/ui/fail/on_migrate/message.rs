#![allow(unused_variables)]

use pouch::prelude::*;

#[on_migrate]
fn follow(migration: &Migration, message: Option<&Message>) {}

fn main() {
    let _ = handlers![follow];
}
