#![allow(unused_variables)]

use pouch::prelude::*;

#[message]
fn echo(text: String, user: Option<User>) -> String {
    text
}

fn main() {
    let _ = handlers![echo];
}
