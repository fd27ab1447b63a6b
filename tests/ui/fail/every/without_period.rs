//! Nothing says how often.

use pouch::prelude::*;

#[every]
fn tidy() {}

fn main() {}
