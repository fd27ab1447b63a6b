#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
extern "C" fn hello() {}

fn main() {
    let _ = handlers![hello];
}
