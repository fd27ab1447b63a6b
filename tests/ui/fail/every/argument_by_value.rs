//! Nobody gives it anything.

use pouch::prelude::*;

#[every("1h")]
fn tidy(count: u8) {
    let _ = count;
}

fn main() {}
