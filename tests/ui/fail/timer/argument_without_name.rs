//! An argument that the store could not name.

use pouch::prelude::*;

#[timer]
fn remind(_: String) -> &'static str {
    "Don't forget!"
}

fn main() {}
