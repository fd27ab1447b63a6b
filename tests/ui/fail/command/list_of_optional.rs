#![allow(unused_variables)]

use pouch::prelude::*;

/// Say it
#[command("say")]
fn say_it(words: Vec<Option<String>>) {}

fn main() {
    let _ = handlers![say_it];
}
