#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
#[chat_data]
struct Shelf;

fn main() {}
