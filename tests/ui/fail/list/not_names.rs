#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
fn hello() {}

fn main() {
    let _ = handlers!["hello"];
}
