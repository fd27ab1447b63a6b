//! A name of nothing.

use pouch::prelude::*;

#[timer(name = " ")]
fn remind() {}

fn main() {}
