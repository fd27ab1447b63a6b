//! A field that borrows.

use std::borrow::Cow;

use pouch::prelude::*;

#[callback]
fn say_it(text: Cow<'_, str>) -> String {
    text.into_owned()
}

fn main() {}
