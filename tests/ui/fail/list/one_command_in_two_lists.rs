#![allow(unused_variables)]

use pouch::prelude::*;

mod notes {
    use pouch::prelude::*;

    /// Put a note away
    #[command("put")]
    fn put(note: String) {}

    pub const HANDLERS: Handlers = handlers![put];
}

/// Put something away
#[command("store", "put")]
fn store(value: String) {}

fn main() {
    let _ = handlers![..notes::HANDLERS, [store]];
}
