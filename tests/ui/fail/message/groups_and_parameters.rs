#![allow(unused_variables)]

use pouch::prelude::*;

#[message(regex = r"^in (?<minutes>\d+) (?<what>.+)( or (?<hours>\d+))?$")]
fn remind(minute: u32, hours: u32, tags: Vec<String>, what: Vec<String>) {}

fn main() {}
