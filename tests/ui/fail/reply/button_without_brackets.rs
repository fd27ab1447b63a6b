//! A button alone, where rows of them belong.

use pouch::prelude::*;

#[message]
fn read() -> Reply {
    Reply::text("Good?").buttons(Button::url("Read", "https://telegram.org"))
}

fn main() {}
