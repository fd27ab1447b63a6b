#![allow(unused_variables)]

use pouch::prelude::*;

#[on_start]
fn begin() -> Result<&'static str, UserError> {
    Ok("Hello")
}

fn main() {
    let _ = handlers![begin];
}
