//! What is tried with bots that have updates brought to them.

use pouch_emulator::Emulator;

use crate::program::Program;
use crate::scenario::{PATIENCE, next_reply, until};

/// Kills a bot, and starts it anew when an update could not be brought.
pub(crate) async fn gets_what_came_while_it_was_down(program: Program) {
    let emulator = Emulator::start().await.unwrap();
    let ann = emulator.user("Ann");
    let bot = program.clone().start(&emulator);
    ann.send("/start");
    assert_eq!(next_reply(&ann).await, "Hello, Ann!");
    // A bot that dies before it says 200 gets the update once more, and rightly so.
    until("the first one is confirmed", || emulator.pending_updates() == 0).await;
    bot.kill().await;
    ann.send("/start");
    until("an attempt has failed", || failures(&emulator).contains(&"Connection refused".to_owned())).await;
    let _bot = program.start(&emulator);
    assert_eq!(next_reply(&ann).await, "Hello, Ann!");
    is_done_once(&emulator, ann.id(), 2).await;
}

/// Has a bot answer an update with 500, twice.
pub(crate) async fn gets_again_what_it_has_failed_at(program: Program) {
    let emulator = Emulator::start().await.unwrap();
    let ann = emulator.user("Ann");
    let _bot = program.start(&emulator);
    ann.send("/stumble");
    // What comes later in a chat waits for what came before.
    ann.send("/start");
    assert_eq!([next_reply(&ann).await, next_reply(&ann).await], ["Attempt 3", "Hello, Ann!"]);
    let failures = failures(&emulator);
    assert_eq!(failures, ["Wrong response from the webhook: 500 Internal Server Error"; 2]);
    is_done_once(&emulator, ann.id(), 2).await;
}

/// Why updates could not be brought.
fn failures(emulator: &Emulator) -> Vec<String> {
    let journal = emulator.journal_after(0);
    let errors = journal.iter().filter_map(|entry| entry["error"].as_str().map(str::to_owned));
    errors.collect()
}

/// Everything is confirmed, nothing came twice, and nothing was fetched.
async fn is_done_once(emulator: &Emulator, chat: i64, replies: usize) {
    until("all is confirmed", || emulator.pending_updates() == 0).await;
    assert_eq!(emulator.wait_for_replies(chat, replies, PATIENCE).await.unwrap().len(), replies);
    assert!(emulator.requests_of("getUpdates").is_empty());
}
