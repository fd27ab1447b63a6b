#![allow(unused_variables)]

use pouch::prelude::*;

struct Note<'a>(&'a str);


/// Store a value
#[command("put")]
fn put<'a>(note: &Note<'a>) {}

fn main() {
    let _ = handlers![put];
}
