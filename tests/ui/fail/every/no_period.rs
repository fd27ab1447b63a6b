//! A time that is none.

use pouch::prelude::*;

#[every("hour")]
fn tidy() {}

fn main() {}
