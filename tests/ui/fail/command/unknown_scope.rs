#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello", scope = private | admin)]
fn hello() {}

fn main() {}
