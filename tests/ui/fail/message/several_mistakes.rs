#![allow(unused_variables)]

use pouch::prelude::*;

#[message(phto, regex = "(", filter = 5, edited = true)]
fn answer(text: &String) {}

fn main() {}
