//! A handler can't change what is shown by changing it.

use pouch::prelude::*;

/// Think
#[command("think")]
async fn think(_: &mut Typing) -> &'static str {
    "42"
}

fn main() {}
