//! A text without a chat to send it to.

use pouch::prelude::*;

#[every("1h")]
fn tidy() -> &'static str {
    "Tidied up"
}

fn main() {}
