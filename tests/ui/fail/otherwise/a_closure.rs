//! Words made by a closure.

use pouch::prelude::*;

/// Clean up
#[command("clean")]
fn clean() {}

fn main() {
    let _ = handlers![
        #[with(guard = guards::admins, otherwise = |user: &User| format!("No, {}.", user.first_name))]
        clean,
    ];
}
