//! A function that looks at what is stored, which is not loaded for it.

use pouch::prelude::*;

/// Who may clean up.
#[bot_data]
#[derive(Default)]
struct Cleaners {
    names: Vec<String>,
}

fn refuse(cleaners: &Cleaners) -> String {
    cleaners.names.join(", ")
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
