//! Fields that may not fit.

use pouch::prelude::*;

#[callback]
fn merge(from: Uuid, into: Uuid, keep: Option<u64>) -> Toast {
    Toast::new(format!("{from} {into} {keep:?}"))
}

fn main() {
    let _ = handlers![merge];
}
