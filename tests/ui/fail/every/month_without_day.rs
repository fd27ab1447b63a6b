//! Each month, on no day.

use pouch::prelude::*;

#[every(month, at = "09:00")]
fn tidy() {}

fn main() {}
