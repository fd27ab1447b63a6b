//! Answers to queries of one kind, in handlers for another.

use pouch::prelude::*;

/// Search
#[command("search")]
fn search(words: String) -> InlineAnswer {
    InlineAnswer::new([InlineResult::article("1", "Echo", words)])
}

#[on(shipping_query)]
fn ship() -> Result<Checkout, UserError> {
    Ok(Checkout::accept())
}

#[callback]
fn offer() -> Option<Shipping> {
    None
}

fn main() {}
