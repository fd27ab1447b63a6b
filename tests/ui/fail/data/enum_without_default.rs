#![allow(unused_variables)]

use pouch::prelude::*;

#[chat_data]
enum Mode {
    Open,
    Closed,
}

fn main() {}
