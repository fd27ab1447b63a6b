#![allow(unused_variables)]

use pouch::prelude::*;

#[topic_data(name = "a_name_that_goes_on_and_on_and_on_until_nobody_wants_to_read_it_any_more")]
#[derive(Default)]
struct Shelf;

fn main() {}
