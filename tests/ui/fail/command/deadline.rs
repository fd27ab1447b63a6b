#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello", deadline = "0s")]
fn hello() {}

#[message(deadline = "half a minute")]
fn talk() {}

#[on_start(deadline = 30)]
fn begin() {}

#[callback(deadlin = "30s")]
fn vote() {}

fn main() {
    let _ = handlers![hello, talk, begin, vote];
}
