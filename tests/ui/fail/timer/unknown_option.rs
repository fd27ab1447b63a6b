//! A period, which the timer itself takes.

use pouch::prelude::*;

#[timer(every = "1h")]
fn remind() {}

fn main() {}
