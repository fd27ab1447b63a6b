//! A zone that is no text.

use pouch::prelude::*;

#[every(day, at = "09:00", zone = Europe/Berlin)]
fn tidy() {}

fn main() {}
