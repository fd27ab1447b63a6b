#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command]
fn say_hello() {}

fn main() {
    let _ = handlers![say_hello];
}
