//! A second handler of a command behind a guard that lets nothing go on: the way it was done before there was `otherwise`.

use pouch::prelude::*;

/// Clean up
#[command("clean")]
fn clean() {}

#[command("clean", hidden)]
fn refuse() -> &'static str {
    "That is for administrators."
}

fn main() {
    let _ = handlers![
        #[with(guard = guards::admins, otherwise = "That is for administrators.")]
        clean,
        refuse,
    ];
}
