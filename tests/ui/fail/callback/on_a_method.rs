//! A method can't be a handler.

use pouch::prelude::*;

struct Poll;

impl Poll {
    #[callback]
    fn vote(&self, yes: bool) -> Toast {
        Toast::new(yes.to_string())
    }
}

fn main() {}
