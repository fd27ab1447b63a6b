//! A store that can't be written, and stops.

use std::time::Duration;

use serde_json::json;

use super::{delivery, is_set, program_at, status};
use crate::support::{COUNTER, PATIENCE, STUBBORN, Stage, ask, command, free_address, until};

/// How long a stop may take.
const LIMIT: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn while_the_store_cannot_be_written_updates_stay_at_telegram() {
    let (stage, address) = (Stage::new().await, free_address());
    let (ann, _bot) = (stage.user("Ann"), program_at(&stage, COUNTER, &address).start());
    assert_eq!(ask(&ann, "/count").await, "you: 1, chat: 1, bot: 1");
    stage.all_confirmed().await;
    let lock = stage.store().lock();
    let update = json!({ "update_id": 1, "message": command(&ann, "/count") });
    assert_eq!(status(delivery(&address, &update)).await, 503);
    ann.send("/count");
    until("the bot refuses it", || stage.emulator.pending_updates() == 1).await;
    assert_eq!(stage.emulator.replies(ann.id()).len(), 1);
    drop(lock);
    let replies = stage.emulator.wait_for_replies(ann.id(), 3, PATIENCE).await.unwrap();
    assert_eq!(replies[1..], ["you: 2, chat: 2, bot: 2", "you: 3, chat: 3, bot: 3"]);
    stage.all_confirmed().await;
    assert_eq!(status(delivery(&address, &update)).await, 200, "it is done, once");
    assert_eq!(stage.store().record("user", ann.id(), "Mine"), json!({ "count": 3 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_answers_what_is_done_and_leaves_the_rest_to_the_next_start() {
    let (stage, address) = (Stage::new().await, free_address());
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    let mut bot = program_at(&stage, STUBBORN, &address).start();
    is_set(&stage).await;
    ann.send("/hang");
    bot.has_printed("hanging").await;
    assert_eq!(ask(&bob, "/echo 1").await, "1");
    bot.signal("TERM");
    let exit = bot.exit(LIMIT).await;
    assert_eq!(exit.status.code(), Some(0), "{}", exit.output);
    assert_eq!(stage.emulator.pending_updates(), 1, "it comes again after the next start");
    let mut bot = program_at(&stage, STUBBORN, &address).start();
    bot.has_printed("hanging").await;
    assert_eq!(ask(&bob, "/echo 2").await, "2");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_bot_with_open_connections_ends_at_once() {
    let (stage, address) = (Stage::new().await, free_address());
    let mut bot = program_at(&stage, COUNTER, &address).start();
    is_set(&stage).await;
    let client = reqwest::Client::new();
    let kept_alive = client.get(format!("http://{address}/")).send().await.unwrap();
    let silent = tokio::net::TcpStream::connect(&address).await.unwrap();
    bot.signal("TERM");
    let exit = bot.exit(Duration::from_secs(3)).await;
    assert_eq!(exit.status.code(), Some(0), "{}", exit.output);
    assert!(!exit.output.contains("blocks its thread"), "{}", exit.output);
    drop((kept_alive, silent));
}
