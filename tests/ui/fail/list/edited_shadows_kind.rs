use pouch::prelude::*;

#[message(edited)]
fn any() {}

#[on(edited_channel_post)]
fn posts() {}

fn main() {
    App::new(handlers![any, posts]);
}
