//! Data of nobody.

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Shelf(u8);

#[every("1h")]
fn tidy(shelf: &mut Shelf) {
    shelf.0 += 1;
}

fn main() {}
