//! An argument that borrows.

use pouch::prelude::*;

#[timer]
fn remind(text: std::borrow::Cow<'static, str>) -> String {
    text.into_owned()
}

fn main() {}
