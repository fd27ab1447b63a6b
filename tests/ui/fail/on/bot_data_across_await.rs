#![allow(unused_variables)]

use pouch::prelude::*;

#[bot_data]
#[derive(Default)]
struct Votes {
    count: u32,
}

#[on(poll_answer)]
async fn count(answer: &PollAnswer, votes: &mut Votes) {}

fn main() {
    let _ = handlers![count];
}
