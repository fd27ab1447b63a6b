#![allow(unused_variables)]

use pouch::prelude::*;

#[bot_data]
#[derive(Default)]
struct Subscribers {
    chats: Vec<i64>,
}

#[on_migrate]
async fn follow(subscribers: &mut Subscribers) {}

fn main() {
    let _ = handlers![follow];
}
