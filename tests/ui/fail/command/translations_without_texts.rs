#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello", translations(de))]
fn hello() {}

fn main() {}
