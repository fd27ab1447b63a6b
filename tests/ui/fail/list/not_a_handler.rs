#![allow(unused_variables)]

use pouch::prelude::*;

fn hello() -> &'static str {
    "Hello"
}

fn main() {
    let _ = handlers![hello];
}
