#![allow(unused_variables)]

use pouch::prelude::*;

/// Say it
#[command("say")]
fn say_it(text: &str, times: Option<u8>, word: String, more: Vec<String>) {}

fn main() {
    let _ = handlers![say_it];
}
