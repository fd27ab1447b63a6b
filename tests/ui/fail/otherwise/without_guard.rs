//! Words for whom a guard refuses, without a guard.

use pouch::prelude::*;

/// Clean up
#[command("clean")]
fn clean() {}

fn main() {
    let _ = handlers![
        #[with(filter = filters::group, otherwise = "Only in groups.")]
        clean,
    ];
}
