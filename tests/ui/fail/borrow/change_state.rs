#![allow(unused_variables)]

use pouch::prelude::*;

struct Clock;


/// Store a value
#[command("put")]
fn put(clock: &mut Clock) {}

fn main() {
    let _ = handlers![put];
}
