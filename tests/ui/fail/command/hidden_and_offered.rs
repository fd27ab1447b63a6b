#![allow(unused_variables)]

use pouch::prelude::*;

#[command("hello", hidden, scope = private)]
fn hello() {}

fn main() {}
