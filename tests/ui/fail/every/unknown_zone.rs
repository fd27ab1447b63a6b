//! A zone that is none.

use pouch::prelude::*;

#[every(day, at = "09:00", zone = "Berlin")]
fn tidy() {}

fn main() {}
