//! Keys of a keyboard, where buttons stand under a message.

use pouch::prelude::*;

/// Say where you are
#[command("where")]
fn ask() -> Reply {
    Reply::text("Where are you?").buttons([[Key::location("Here")]])
}

fn main() {}
