#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("/Say-Hello")]
fn say_hello() {}

fn main() {
    let _ = handlers![say_hello];
}
