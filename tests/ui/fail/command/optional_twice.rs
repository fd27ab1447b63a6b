#![allow(unused_variables)]

use pouch::prelude::*;

/// Say it
#[command("say")]
fn say_it(word: Option<Option<String>>) {}

fn main() {
    let _ = handlers![say_it];
}
