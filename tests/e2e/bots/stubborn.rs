//! A bot whose handlers do not end.

use pouch::prelude::*;

/// Wait for ever
#[command("hang")]
async fn hang() {
    println!("hanging");
    std::future::pending::<()>().await;
}

/// Block the thread for longer than anybody waits
#[command("block")]
fn block() {
    println!("blocking");
    std::thread::sleep(Duration::from_mins(10));
}

/// Answer with the same words
#[command("echo")]
fn echo(words: String) -> String {
    words
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![hang, block, echo]).run().await
}
