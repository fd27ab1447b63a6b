//! A day that is none.

use pouch::prelude::*;

#[every(mon, at = "09:00")]
fn tidy() {}

fn main() {}
