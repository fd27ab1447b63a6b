use pouch::prelude::*;

#[chat_data(merge = "append")]
#[derive(Default)]
struct Rules {
    text: String,
}

fn append(old: Rules, new: &mut Rules) {
    new.text += &old.text;
}

fn main() {}
