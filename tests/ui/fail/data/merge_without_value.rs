use pouch::prelude::*;

#[member_data(merge)]
#[derive(Default)]
struct Rules {
    text: String,
}

fn main() {}
