//! A timer without a chat to set it in.

use pouch::prelude::*;

#[timer]
fn remind() {}

#[every("1h")]
fn tidy() -> Timer {
    remind::after(Duration::from_secs(60))
}

fn main() {}
