//! Several texts instead of one.

use pouch::prelude::*;

/// Clean up
#[command("clean")]
fn clean() {}

fn main() {
    let _ = handlers![
        #[with(guard = guards::admins, otherwise = "Only" "administrators.")]
        clean,
    ];
}
