#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
fn hello<'a, T: Default, const N: usize>(text: &'a str) -> &'a str {
    text
}

fn main() {
    let _ = handlers![hello];
}
