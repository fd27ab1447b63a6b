#![allow(unused_variables)]

use pouch::prelude::*;

use std::borrow::Cow;

/// Say it
#[command("say")]
fn say_it<'a>(word: Cow<'a, str>) {}

fn main() {
    let _ = handlers![say_it];
}
