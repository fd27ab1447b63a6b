//! A sticker among media, which have captions.

use pouch::prelude::*;

/// Send a sticker
#[command("sticker")]
fn sticker() -> Media {
    Media::sticker("id")
}

fn main() {}
