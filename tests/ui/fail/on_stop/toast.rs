#![allow(unused_variables)]

use pouch::prelude::*;

#[on_stop]
fn end() -> Toast {
    Toast::new("Bye")
}

fn main() {
    let _ = handlers![end];
}
