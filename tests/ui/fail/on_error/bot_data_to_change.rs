#![allow(unused_variables)]

use pouch::prelude::*;

#[bot_data]
#[derive(Default)]
struct Stats {
    errors: u64,
}

#[on_error]
fn count(stats: &mut Stats) {
    stats.errors += 1;
}

fn main() {
    let _ = handlers![count];
}
