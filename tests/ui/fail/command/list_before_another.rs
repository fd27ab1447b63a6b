#![allow(unused_variables)]

use pouch::prelude::*;

/// Say it
#[command("say")]
fn say_it(words: Vec<String>, times: Option<u8>) {}

fn main() {
    let _ = handlers![say_it];
}
