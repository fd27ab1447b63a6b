//! Deletes a message, which there is none of.

use pouch::prelude::*;
use pouch::types::MessageId;

#[timer]
fn remind() -> Delete {
    Delete::message(MessageId(1))
}

fn main() {}
