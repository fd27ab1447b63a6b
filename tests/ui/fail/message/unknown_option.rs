#![allow(unused_variables)]

use pouch::prelude::*;

#[message(kind = photo)]
fn echo(text: &str) -> &str {
    text
}

fn main() {
    let _ = handlers![echo];
}
