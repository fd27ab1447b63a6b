//! Several mistakes at once.

use pouch::prelude::*;

#[every(month, friday, on = 0, at = "25:00")]
fn tidy() {}

fn main() {}
