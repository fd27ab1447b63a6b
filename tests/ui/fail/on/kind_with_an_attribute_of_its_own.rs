#![allow(unused_variables)]

use pouch::prelude::*;

#[on(message)]
fn read(message: &Message) {}

fn main() {
    let _ = handlers![read];
}
