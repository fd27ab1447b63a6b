#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Profile<'a> {
    name: &'a str,
}

fn main() {}
