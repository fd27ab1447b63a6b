#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
fn hello() {}

#[message]
fn echo() {}

fn main() {
    let _ = handlers![#[with(guard = hello)] echo];
}
