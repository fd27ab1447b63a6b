#![allow(unused_variables)]

use pouch::prelude::*;

struct Clock(std::cell::Cell<u64>);


/// Store a value
#[command("put")]
fn put(clock: &Clock) {}

fn main() {
    let _ = handlers![put];
}
