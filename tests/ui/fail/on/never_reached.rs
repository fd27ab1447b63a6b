#![allow(unused_variables)]

use pouch::prelude::*;

#[on(poll)]
fn first(poll: Option<&Poll>) {}

#[on(poll)]
fn second(poll: &Poll) {}

fn main() {
    let _ = handlers![first, second];
}
