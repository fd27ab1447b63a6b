#![allow(unused_variables)]

use pouch::prelude::*;

#[message(album, edited)]
fn keep(photos: &[MediaPhoto]) {}

fn main() {
    let _ = handlers![keep];
}
