//! A day of the month, every day.

use pouch::prelude::*;

#[every(day, on = 1, at = "09:00")]
fn tidy() {}

fn main() {}
