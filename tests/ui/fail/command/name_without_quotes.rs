#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command(hello)]
fn say_hello() {}

fn main() {
    let _ = handlers![say_hello];
}
