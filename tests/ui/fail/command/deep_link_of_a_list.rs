#![allow(unused_variables)]

use pouch::prelude::*;

/// Begin
#[command("start", deep_link)]
fn start(names: Vec<String>) {}

fn main() {}
