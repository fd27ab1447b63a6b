#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello", translations(german = "Hallo sagen", de = "Hallo", de = "Servus"))]
fn hello() {}

fn main() {}
