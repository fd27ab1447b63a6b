//! A time, and no days.

use pouch::prelude::*;

#[every(at = "09:00")]
fn tidy() {}

fn main() {}
