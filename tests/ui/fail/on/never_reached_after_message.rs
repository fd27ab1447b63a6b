#![allow(unused_variables)]

use pouch::prelude::*;

#[message]
fn any() {}

#[on(channel_post)]
fn post(text: &str) {}

fn main() {
    let _ = handlers![any, post];
}
