//! Counters for people, chats and the bot: what is kept, what is rolled back, and whose it is.

use std::io;

use pouch::prelude::*;

/// What a person has counted.
#[user_data]
#[derive(Default)]
struct Mine {
    count: u64,
}

/// What a chat has counted.
#[chat_data]
#[derive(Default)]
struct Ours {
    count: u64,
}

/// What everybody has counted.
#[bot_data]
#[derive(Default)]
struct Everybodys {
    count: u64,
}

/// The notes of each sender, a person or a chat. A channel's posts have no user record, so the bot keeps these.
#[bot_data]
#[derive(Default)]
struct Notes {
    by_sender: BTreeMap<i64, u64>,
}

fn add(mine: &mut Mine, ours: &mut Ours, everybodys: &mut Everybodys) {
    mine.count += 1;
    ours.count += 1;
    everybodys.count += 1;
}

/// Count one more
#[command("count")]
fn count(mine: &mut Mine, ours: &mut Ours, everybodys: &mut Everybodys) -> String {
    add(mine, ours, everybodys);
    show(mine, ours, everybodys)
}

/// Show the counters
#[command("show")]
fn show(mine: &Mine, ours: &Ours, everybodys: &Everybodys) -> String {
    format!("you: {}, chat: {}, bot: {}", mine.count, ours.count, everybodys.count)
}

/// Count one more, taking your time
#[command("slow")]
async fn slow(mine: &mut Mine) -> String {
    let before = mine.count;
    tokio::time::sleep(Duration::from_millis(5)).await;
    mine.count = before + 1;
    format!("you: {}", mine.count)
}

/// Count one more and fail: nothing is counted
#[command("fail")]
fn fail(mine: &mut Mine, ours: &mut Ours, everybodys: &mut Everybodys) -> io::Result<String> {
    add(mine, ours, everybodys);
    Err(io::Error::other("asked to fail"))
}

/// Count one more and panic: nothing is counted
#[command("panic")]
fn panic(mine: &mut Mine, ours: &mut Ours, everybodys: &mut Everybodys) {
    add(mine, ours, everybodys);
    panic!("asked to panic");
}

/// Count a note, in a channel or on behalf of a chat, too
#[command("note")]
fn note(notes: &mut Notes, sender: &Sender) -> String {
    let count = notes.by_sender.entry(sender.id()).or_default();
    *count += 1;
    format!("noted: {count}")
}

fn app() -> App {
    App::new(handlers![count, show, slow, fail, panic, note])
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    app().run().await
}

#[cfg(test)]
mod tests {
    use pouch::testing::TestBot;

    use super::*;

    #[tokio::test]
    async fn the_conversation_goes_as_written() {
        let bot = TestBot::start(app).await;
        bot.transcript("transcripts/counter.txt").await;
    }
}
