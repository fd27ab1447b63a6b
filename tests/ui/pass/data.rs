//! What data may look like.

#![deny(warnings)]

use std::marker::PhantomData;

use pouch::Data;
use pouch::prelude::*;
use pouch::serde::{Deserialize, Serialize};

/// Nothing is derived by the user but `Default`.
#[user_data]
#[derive(Default)]
struct Plain {
    values: Vec<String>,
}

/// The user's derives are not repeated, and the user's path to serde stays.
#[chat_data]
#[derive(Default, Serialize, Deserialize)]
#[serde(crate = "pouch::serde", default, rename_all = "camelCase")]
struct OwnDerives {
    a_value: String,
}

/// Only one of them.
#[bot_data]
#[derive(Default, pouch::serde::Serialize)]
#[serde(deny_unknown_fields)]
struct OneDerive {
    #[serde(rename = "v")]
    value: String,
}

/// A tuple, a unit and an enum.
#[member_data(name = "old name")]
#[derive(Default)]
struct Tuple(u32, PhantomData<u8>);

#[topic_data]
#[derive(Default)]
pub struct Unit;

#[user_data]
#[derive(Default)]
pub(crate) enum Step {
    #[default]
    Start,
    Asked {
        question: String,
    },
}

/// Made by a macro, with a `where` clause and no field.
macro_rules! data {
    ($name:ident) => {
        #[bot_data]
        #[derive(Default)]
        struct $name
        where
            u8: Copy, {}
    };
}

data!(Empty);

fn main() {
    assert_eq!((Plain::NAME, Tuple::NAME, Unit::NAME), ("Plain", "old name", "Unit"));
    assert_eq!([OwnDerives::SCOPE, Tuple::SCOPE], [pouch::Scope::Chat, pouch::Scope::Member]);
    assert!(Plain::PATH.ends_with("::Plain"));
    let _ = (Plain { values: Vec::new() }, OwnDerives::default().a_value, OneDerive::default().value);
    let _ = (Tuple::default().0, Step::Asked { question: String::new() }, Empty {});
    if let Step::Asked { question } = Step::Start {
        drop(question);
    }
}
