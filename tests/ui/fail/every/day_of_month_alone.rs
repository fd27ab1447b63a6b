//! A day of the month alone.

use pouch::prelude::*;

#[every(on = 1, at = "09:00")]
fn tidy() {}

fn main() {}
