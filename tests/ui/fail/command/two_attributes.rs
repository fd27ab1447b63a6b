#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
#[message]
fn hello() -> &'static str {
    "Hello"
}

fn main() {
    let _ = handlers![hello];
}
