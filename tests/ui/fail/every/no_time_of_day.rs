//! A time of day that is none.

use pouch::prelude::*;

#[every(day, at = "9am")]
fn tidy() {}

fn main() {}
