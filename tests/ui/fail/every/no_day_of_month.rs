//! A day that no month has.

use pouch::prelude::*;

#[every(month, on = 32, at = "09:00")]
fn tidy() {}

fn main() {}
