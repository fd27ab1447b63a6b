#![allow(unused_variables)]

use pouch::prelude::*;

/// Follow the group
#[command("follow")]
fn follow(migration: &Migration) {}

fn main() {
    let _ = handlers![follow];
}
