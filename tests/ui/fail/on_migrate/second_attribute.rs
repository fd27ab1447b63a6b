#![allow(unused_variables)]

use pouch::prelude::*;

#[on_migrate]
#[message]
fn follow(migration: &Migration) {}

fn main() {
    let _ = handlers![follow];
}
