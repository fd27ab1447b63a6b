#![allow(unused_variables)]

use pouch::prelude::*;

#[bot_data]
#[derive(Default)]
struct Runs {
    count: u32,
}

#[on_stop]
async fn end(runs: &mut Runs) {}

fn main() {
    let _ = handlers![end];
}
