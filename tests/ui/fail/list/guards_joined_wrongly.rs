#![allow(unused_variables)]

use pouch::prelude::*;

#[guard]
fn sure() -> bool {
    true
}

#[message]
fn echo() {}

fn main() {
    let _ = handlers![#[with(guard = sure && sure, fliter = filters::private)] echo];
}
