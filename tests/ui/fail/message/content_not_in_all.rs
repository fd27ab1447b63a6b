#![allow(unused_variables)]

use pouch::prelude::*;

#[message(photo, video)]
fn keep(photo: &PhotoSize, video: Option<&Video>) {}

fn main() {}
