use pouch::prelude::*;

#[message]
fn double(number: u32) -> u32 {
    2 * number
}

fn main() {
    let _ = handlers![double];
}
