#![allow(unused_variables)]

use pouch::prelude::*;

#[bot_data]
#[derive(Default)]
struct Stats {
    puts: u64,
}

/// Count
#[command("count")]
async fn count(stats: &mut Stats) {
    tokio::time::sleep(Duration::from_secs(1)).await;
    stats.puts += 1;
}

fn main() {
    let _ = handlers![count];
}
