use pouch::prelude::*;

fn is_question(text: &str) -> bool {
    text.ends_with('?')
}

#[message(filter = is_question & !filters::from_bot)]
fn questions() {}

#[message(text, filter = is_question & !filters::from_bot)]
fn again() {}

fn main() {
    App::new(handlers![questions, again]);
}
