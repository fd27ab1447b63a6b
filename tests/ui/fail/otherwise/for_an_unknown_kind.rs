//! Words for an update of a kind that Pouch does not know, in a list of another module.

use pouch::prelude::*;

mod next {
    use pouch::prelude::*;

    #[on("update_of_next_year")]
    fn newest() {}

    pub const HANDLERS: Handlers = handlers![newest];
}

fn main() {
    let _ = handlers![
        #[with(guard = guards::admins, otherwise = "That is for administrators.")]
        ..next::HANDLERS,
    ];
}
