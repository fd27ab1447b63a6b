#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
fn hello(#[cfg(debug_assertions)] text: &str) {}


fn main() {
    let _ = handlers![hello];
}
