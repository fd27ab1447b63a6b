//! A period with a time of day.

use pouch::prelude::*;

#[every("1d", at = "09:00")]
fn tidy() {}

fn main() {}
