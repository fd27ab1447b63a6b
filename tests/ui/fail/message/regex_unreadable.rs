#![allow(unused_variables)]

use pouch::prelude::*;

#[message(regex = r"^in (?<minutes>\d+ (?<what>.+)$")]
fn remind(minutes: u32, what: String) {}

fn main() {}
