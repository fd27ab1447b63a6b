//! Set with an argument of another type.

use pouch::prelude::*;

#[timer]
fn remind(text: String) -> String {
    text
}

/// Be reminded
#[command("remind")]
fn remind_me() -> Timer {
    remind::after(Duration::from_secs(60), 5)
}

fn main() {}
