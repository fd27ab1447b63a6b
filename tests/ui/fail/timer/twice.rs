//! Two functions with timers of one stored name.

use pouch::prelude::*;

#[timer]
fn remind() {}

mod tea {
    use pouch::prelude::*;

    #[timer]
    pub(super) fn remind() {}
}

fn main() {
    let _ = handlers![remind, tea::remind];
}
