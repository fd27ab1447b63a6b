#![allow(unused_variables)]

use pouch::prelude::*;

#[on_migrate]
fn follow(migration: &mut Migration) {}

fn main() {
    let _ = handlers![follow];
}
