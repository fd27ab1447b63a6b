#![allow(unused_variables)]

use pouch::prelude::*;

/// Begin
#[command("start", deep_link)]
fn start(one: Uuid, two: Uuid, three: Uuid) {}

fn main() {}
