#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("say_hello_to_everybody_in_the_chat")]
fn say_hello() {}

fn main() {
    let _ = handlers![say_hello];
}
