#![allow(unused_variables)]

use pouch::prelude::*;

#[message("hello")]
fn echo(text: &str) -> &str {
    text
}

fn main() {
    let _ = handlers![echo];
}
