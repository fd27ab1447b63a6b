//! A day twice.

use pouch::prelude::*;

#[every(monday, monday, at = "09:00")]
fn tidy() {}

fn main() {}
