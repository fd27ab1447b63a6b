#![allow(unused_variables)]

use pouch::prelude::*;

/// Say hello
#[command("hello")]
fn hello(error: &HandlerError) -> String {
    error.to_string()
}

fn main() {
    let _ = handlers![hello];
}
