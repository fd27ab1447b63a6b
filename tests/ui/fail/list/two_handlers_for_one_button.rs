//! Two handlers whose buttons can't be told apart.

use pouch::prelude::*;

mod tea {
    use pouch::prelude::*;

    #[callback]
    pub fn vote(yes: bool) -> Toast {
        Toast::new(yes.to_string())
    }
}

mod coffee {
    use pouch::prelude::*;

    #[callback]
    pub fn vote(yes: bool) -> Toast {
        Toast::new(yes.to_string())
    }
}

fn main() {
    let _ = handlers![tea::vote, coffee::vote];
}
