//! Words that are none.

use pouch::prelude::*;

/// Clean up
#[command("clean")]
fn clean() {}

fn main() {
    let _ = handlers![
        #[with(guard = guards::admins, otherwise = 403)]
        clean,
    ];
}
