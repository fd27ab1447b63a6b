use pouch::prelude::*;

#[chat_data(merge = append)]
#[derive(Default)]
struct Rules {
    text: String,
}

fn main() {}
