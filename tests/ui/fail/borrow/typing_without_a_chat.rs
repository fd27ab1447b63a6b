//! Showing that the bot is busy, in no chat.

use pouch::prelude::*;

#[on(inline_query)]
async fn search(_: &Typing) -> InlineAnswer {
    InlineAnswer::new(Vec::<InlineResult>::new())
}

fn main() {}
