#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
fn hello(handled: &Handled) {}

fn main() {
    let _ = handlers![hello];
}
