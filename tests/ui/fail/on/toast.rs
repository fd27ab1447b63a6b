#![allow(unused_variables)]

use pouch::prelude::*;

#[on(chat_member)]
fn greet(change: &ChatMemberUpdated) -> Toast {
    Toast::new("Hello")
}

fn main() {
    let _ = handlers![greet];
}
