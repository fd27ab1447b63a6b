#![allow(unused_variables)]

use pouch::prelude::*;

#[on(sunrise)]
fn wake(raw: &RawUpdate) {}

fn main() {
    let _ = handlers![wake];
}
