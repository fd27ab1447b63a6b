#![allow(unused_variables)]

use pouch::prelude::*;

#[message(photo)]
fn keep(photos: Option<&[MediaPhoto]>) {}

fn main() {
    let _ = handlers![keep];
}
