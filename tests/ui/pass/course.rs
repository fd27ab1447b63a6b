//! What handlers for the bot's start and stop may look like.

#![deny(warnings)]

use pouch::prelude::*;

#[bot_data]
#[derive(Default)]
struct Runs {
    count: u32,
}

#[on_start]
fn count(runs: &mut Runs) {
    runs.count += 1;
}

#[on_start]
async fn check(bot: &Bot) -> Result<(), pouch::teloxide_core::RequestError> {
    bot.get_me().await.map(drop)
}

#[on_stop]
fn tell(bot: &Bot, runs: &Runs) -> impl pouch::IntoReply + use<> {
    bot.send_message(ChatId(1), runs.count.to_string())
}

fn main() {
    let _ = App::new(handlers![count, check, tell]);
}
