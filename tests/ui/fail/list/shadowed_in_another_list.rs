#![allow(unused_variables)]

use pouch::prelude::*;

mod talk {
    use pouch::prelude::*;

    #[message]
    fn echo() {}

    pub const HANDLERS: Handlers = handlers![echo];
}

#[guard]
fn sure() -> bool {
    true
}

#[message(text)]
fn answer(text: &str) {}

fn main() {
    let _ = handlers![..talk::HANDLERS, #[with(guard = sure)] answer];
}
