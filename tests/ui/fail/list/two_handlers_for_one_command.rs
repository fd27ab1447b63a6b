#![allow(unused_variables)]

use pouch::prelude::*;

mod notes {
    use pouch::prelude::*;

    /// Store a note
    #[command("put")]
    pub fn put() {}
}

mod admin {
    use pouch::prelude::*;

    /// Put somebody out
    #[command("put")]
    pub fn put_out() {}
}

fn main() {
    let _ = handlers![notes::put, admin::put_out];
}
