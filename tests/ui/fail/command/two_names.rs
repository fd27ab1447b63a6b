#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello", "hi")]
fn say_hello() {}

fn main() {
    let _ = handlers![say_hello];
}
