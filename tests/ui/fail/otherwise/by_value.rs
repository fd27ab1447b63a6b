//! A function that takes by value what it can only borrow.

use pouch::prelude::*;

fn refuse(user: User) -> String {
    user.first_name
}

/// Clean up
#[command("clean")]
fn clean() {}

fn main() {
    let _ = handlers![
        #[with(guard = guards::admins, otherwise = refuse)]
        clean,
    ];
}
