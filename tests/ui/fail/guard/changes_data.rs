#![allow(unused_variables)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Pace {
    asked: u32,
}

#[guard]
fn slow(pace: Option<&mut Pace>) -> bool {
    true
}

fn main() {}
