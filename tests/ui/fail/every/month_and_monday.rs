//! A day of the month and one of the week.

use pouch::prelude::*;

#[every(month, monday, on = 1, at = "09:00")]
fn tidy() {}

fn main() {}
