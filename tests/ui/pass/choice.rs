//! What an enum with `#[derive(Choice)]` may look like.
#![deny(warnings)]

use pouch::prelude::*;

#[derive(Choice, Clone, Copy, Debug, PartialEq)]
#[choice(crate = pouch)]
enum Tea {
    Black,
    #[choice("Green 🍵", name = "green")]
    Green = 7,
    EarlGrey,
    #[cfg(any())]
    Elsewhere(NoSuchType),
    #[allow(non_camel_case_types)]
    r#type,
}

/// Order a tea
#[command("tea")]
fn tea(first: Tea, others: Vec<Tea>) -> String {
    format!("{first:?}, {others:?}")
}

#[callback]
fn order(tea: Tea, other: Option<Tea>) -> Toast {
    Toast::new(other.unwrap_or(tea).label())
}

fn main() {
    assert_eq!(Tea::ALL, [Tea::Black, Tea::Green, Tea::EarlGrey, Tea::r#type]);
    assert_eq!((Tea::Green.label(), Tea::Green.name(), Tea::from_name("green")), ("Green 🍵", "green", Some(Tea::Green)));
    let row = Tea::ALL.iter().map(|tea| order::button(tea.label(), *tea, None));
    let _ = (Reply::text("Which?").buttons([row]), handlers![tea, order]);
}
