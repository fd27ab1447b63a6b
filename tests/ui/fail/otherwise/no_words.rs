//! A text that says nothing.

use pouch::prelude::*;

/// Clean up
#[command("clean")]
fn clean() {}

fn main() {
    let _ = handlers![
        #[with(guard = guards::admins, otherwise = " ")]
        clean,
    ];
}
