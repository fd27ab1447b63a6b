#![allow(unused_variables)]

use pouch::prelude::*;

/// Begin
#[command("start", deep_link)]
fn start(user: &User) {}

fn main() {}
