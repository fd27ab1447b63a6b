#![allow(unused_variables)]

use pouch::prelude::*;

#[message(photo, video)]
fn media() {}

#[message(photo)]
fn photos(sizes: &[PhotoSize]) {}

fn main() {
    App::new(handlers![media, photos]);
}
