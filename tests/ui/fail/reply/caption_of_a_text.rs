//! A caption without media.

use pouch::prelude::*;

/// Say hello
#[command("hello")]
fn hello() -> Reply {
    Reply::text("Hello").caption("A text has none")
}

fn main() {}
