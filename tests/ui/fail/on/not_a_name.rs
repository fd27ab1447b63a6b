#![allow(unused_variables)]

use pouch::prelude::*;

#[on("Poll-Answer")]
fn count(raw: &RawUpdate) {}

fn main() {
    let _ = handlers![count];
}
