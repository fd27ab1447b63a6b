#![allow(unused_variables)]

use pouch::prelude::*;

#[message]
fn echo() {}

fn talk() -> Handlers {
    handlers![echo]
}

fn main() {
    let _ = handlers![..talk()];
}
