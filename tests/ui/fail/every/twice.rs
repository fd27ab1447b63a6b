//! Two functions with one stored name.

use pouch::prelude::*;

#[every("1h")]
fn tidy() {}

mod more {
    use pouch::prelude::*;

    #[every("1d")]
    pub(super) fn tidy() {}
}

fn main() {
    let _ = handlers![tidy, more::tidy];
}
