#![allow(unused_variables)]

use pouch::prelude::*;

#[on(chat_boost)]
fn thank(boost: &ChatBoostUpdated, user: &User) {}

fn main() {
    let _ = handlers![thank];
}
