//! A message, which is long gone.

use pouch::prelude::*;

#[timer]
fn remind(message: &Message) -> String {
    message.id.to_string()
}

fn main() {}
