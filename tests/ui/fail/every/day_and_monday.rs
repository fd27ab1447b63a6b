//! All days, and one of them.

use pouch::prelude::*;

#[every(day, monday, at = "09:00")]
fn tidy() {}

fn main() {}
