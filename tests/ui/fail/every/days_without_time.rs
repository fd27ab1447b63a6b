//! Days, and no time.

use pouch::prelude::*;

#[every(monday, friday)]
fn tidy() {}

fn main() {}
