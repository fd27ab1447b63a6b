//! A day of the month that is no number.

use pouch::prelude::*;

#[every(month, on = last, at = "09:00")]
fn tidy() {}

fn main() {}
