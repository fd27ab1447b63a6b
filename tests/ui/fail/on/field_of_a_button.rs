use pouch::prelude::*;

#[on(callback_query)]
fn vote(yes: bool) -> Toast {
    Toast::new(if yes { "Yes" } else { "No" })
}

fn main() {
    let _ = handlers![vote];
}
