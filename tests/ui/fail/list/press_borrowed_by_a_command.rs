//! A command is no press of a button.

use pouch::prelude::*;

/// Say hello
#[command("hello")]
fn hello(query: &CallbackQuery) -> String {
    query.from.first_name.clone()
}

fn main() {
    let _ = handlers![hello];
}
