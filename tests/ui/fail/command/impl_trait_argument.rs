#![allow(unused_variables)]

use pouch::prelude::*;

/// Say it
#[command("say")]
fn say_it(text: impl Into<String>) -> String {
    text.into()
}

fn main() {
    let _ = handlers![say_it];
}
