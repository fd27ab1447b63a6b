#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello", "hi", "hello", "Hi There")]
fn hello() {}

fn main() {}
