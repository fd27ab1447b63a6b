#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("привет")]
fn say_hello() {}

fn main() {
    let _ = handlers![say_hello];
}
