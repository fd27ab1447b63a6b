#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
const fn hello() {}

fn main() {
    let _ = handlers![hello];
}
