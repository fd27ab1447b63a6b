#![allow(unused_variables)]

use pouch::prelude::*;

#[message]
fn echo(text: &str) -> &str {
    text
}

/// Say hello
#[command("hello")]
fn hello(text: &str) -> &'static str {
    "Hello"
}

fn main() {
    let _ = handlers![echo, hello];
}
