//! Answers that are about a message, where there is none.

use pouch::prelude::*;

#[on(inline_query)]
fn search() -> (InlineAnswer, React) {
    (InlineAnswer::new(Vec::<InlineResult>::new()), React::with("👍"))
}

#[on(poll_answer)]
fn voted() -> Option<Media> {
    Some(Media::photo("https://example.org/a.png"))
}

#[on(pre_checkout_query)]
fn pay() -> Vec<Delete> {
    Vec::new()
}

fn main() {}
