//! Buttons that stand in no row.

use pouch::prelude::*;

/// Ask for an opinion
#[command("ask")]
fn ask() -> Reply {
    Reply::text("Good?").buttons([Button::url("Read", "https://telegram.org")])
}

fn main() {}
