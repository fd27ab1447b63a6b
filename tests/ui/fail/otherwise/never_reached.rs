//! A handler of any message behind a guard that lets none go on.

use pouch::prelude::*;

#[message]
fn echo(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

#[message(photo)]
fn admire() {}

fn main() {
    let _ = handlers![
        #[with(guard = guards::admins, otherwise = "That is for administrators.")]
        echo,
        admire,
    ];
}
