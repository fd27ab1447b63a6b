#![allow(unused_variables)]

use pouch::prelude::*;

#[message(location)]
fn keep(text: &str) {}

fn main() {}
