//! Data of the bot over an await.

use pouch::prelude::*;

#[bot_data]
#[derive(Default)]
struct Stats(u8);

#[every("1h")]
async fn tidy(stats: &mut Stats) {
    std::future::ready(()).await;
    stats.0 += 1;
}

fn main() {}
