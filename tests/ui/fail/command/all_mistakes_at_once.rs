#![allow(unused_variables)]

use pouch::prelude::*;

#[command("Put", desc = "Store a value", hidden = true)]
fn put<T>(values: Vec<u8>, (a, b): (u8, u8), shelf: &Vec<u8>) {}

fn main() {
    let _ = handlers![put];
}
