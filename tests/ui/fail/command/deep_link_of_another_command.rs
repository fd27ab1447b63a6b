#![allow(unused_variables)]

use pouch::prelude::*;

/// Begin
#[command("begin", deep_link)]
fn begin(referrer: u64) {}

fn main() {}
