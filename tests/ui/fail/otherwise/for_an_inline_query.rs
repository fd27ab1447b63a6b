//! Words for an update that has no chat to say them in.

use pouch::prelude::*;

#[on(inline_query)]
fn find() {}

/// Clean up
#[command("clean")]
fn clean() {}

fn main() {
    let _ = handlers![
        #[with(guard = guards::admins, otherwise = "That is for administrators.")]
        [clean, find],
    ];
}
