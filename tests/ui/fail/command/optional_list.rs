#![allow(unused_variables)]

use pouch::prelude::*;

/// Say it
#[command("say")]
fn say_it(words: Option<Vec<String>>) {}

fn main() {
    let _ = handlers![say_it];
}
