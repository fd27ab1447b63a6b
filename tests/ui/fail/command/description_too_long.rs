#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value and get its key, which finds it again Store a value and get its key, which finds it again Store a value and get its key, which finds it again Store a value and get its key, which finds it again
/// and again and again and again and again and again and again and again and again
///
/// More of it.
#[command("put")]
fn put() {}

fn main() {
    let _ = handlers![put];
}
