#![allow(unused_variables)]

use pouch::prelude::*;

#[chat_data]
#[derive(Default)]
struct Pair<T, const N: usize> {
    one: T,
}

fn main() {}
