#![allow(unused_variables)]

use pouch::prelude::*;

#[on("poll_answer")]
fn count(answer: &PollAnswer) {}

fn main() {
    let _ = handlers![count];
}
