#![allow(unused_variables)]

use pouch::prelude::*;

#[on_migrate]
fn follow(migration: Migration) {}

fn main() {
    let _ = handlers![follow];
}
