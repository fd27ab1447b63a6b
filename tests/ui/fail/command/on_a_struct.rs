#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
pub struct Hello {
    name: String,
}

fn main() {}
