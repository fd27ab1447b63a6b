//! A bot that dies of an album, and of a command, unless it is told to be spared.
#![allow(clippy::needless_pass_by_value)] // Handlers take by value what people typed.

use pouch::prelude::*;

/// How often somebody was echoed.
#[user_data]
#[derive(Default)]
struct Echoes {
    count: u32,
}

/// End the process, as a bug in a library would
#[command("die")]
fn die(echoes: &mut Echoes) -> String {
    echoes.count += 1;
    if std::env::var_os("SPARED").is_none() {
        std::process::abort();
    }
    "spared".to_owned()
}

/// The same for albums.
#[message(album)]
fn die_of_album() {
    std::process::abort();
}

/// Answer with the same words
#[command("echo")]
fn echo(echoes: &mut Echoes, words: String) -> String {
    echoes.count += 1;
    format!("{words} {}", echoes.count)
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![die, die_of_album, echo]).run().await
}
