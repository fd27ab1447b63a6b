use pouch::prelude::*;

#[message]
fn any() {}

#[message(photo, filter = filters::private)]
fn photos() {}

fn main() {
    App::new(handlers![any, photos]);
}
