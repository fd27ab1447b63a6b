#![allow(unused_variables)]

use pouch::prelude::*;

#[on("new_kind")]
fn note(update: &Update) {}

fn main() {
    let _ = handlers![note];
}
