#![allow(unused_variables)]

use pouch::prelude::*;

#[on_error]
fn log(error: HandlerError) -> String {
    error.to_string()
}

fn main() {
    let _ = handlers![log];
}
