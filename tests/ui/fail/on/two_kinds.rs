#![allow(unused_variables)]

use pouch::prelude::*;

#[on(chat_member, my_chat_member)]
fn greet(change: &ChatMemberUpdated) {}

fn main() {
    let _ = handlers![greet];
}
