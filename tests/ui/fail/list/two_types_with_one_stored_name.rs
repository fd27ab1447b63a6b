#![allow(unused_variables)]

use pouch::prelude::*;

mod notes {
    use pouch::prelude::*;

    #[user_data]
    #[derive(Default)]
    pub struct Shelf;
}

mod books {
    use pouch::prelude::*;

    #[user_data]
    #[derive(Default)]
    pub struct Shelf;
}

/// Store a note
#[command("note")]
fn note(shelf: &mut notes::Shelf) {}

/// Store a book
#[command("book")]
fn book(shelf: &mut books::Shelf) {}

fn main() {
    let _ = handlers![note, book];
}
