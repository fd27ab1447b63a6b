#![allow(unused_variables)]

use pouch::prelude::*;

#[message(photo, video)]
fn keep(place: Option<&Location>) {}

fn main() {}
