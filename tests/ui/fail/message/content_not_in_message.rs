#![allow(unused_variables)]

use pouch::prelude::*;

#[message(photo)]
fn keep(place: &Location) {}

fn main() {}
