#![allow(unused_variables)]

use pouch::prelude::*;

/// Store a value
#[command("put")]
async fn put(user: &mut User) {}


fn main() {
    let _ = handlers![put];
}
