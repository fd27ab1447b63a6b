//! A word that is known to be meant otherwise.

use pouch::prelude::*;

#[every(weekend, at = "09:00")]
fn tidy() {}

fn main() {}
