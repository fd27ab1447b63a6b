//! A zone, without the feature that knows it.

use pouch::prelude::*;

#[every(day, at = "09:00", zone = "Europe/Berlin")]
fn tidy() {}

fn main() {}
