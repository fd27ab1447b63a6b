//! Without a token and an address, a conversation opens.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Launch, PATIENCE, PUT_GET, Process, Stage};

fn start(stage: &Stage) -> Process {
    let folder = stage.folder();
    Launch::new(PUT_GET, folder).with("POUCH_STORE", stage.store().path()).start()
}

/// Types a line and reads the answer, of which there were so many before.
async fn say(bot: &mut Process, answered: usize, line: &str) -> String {
    bot.type_line(line).await;
    bot.lines("bot: ", answered + 1).await.pop().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_away_in_a_conversation_is_there_in_the_next_one() {
    let stage = Stage::new().await;
    let mut bot = start(&stage);
    bot.has_printed("TELOXIDE_TOKEN").await;
    let key = say(&mut bot, 0, "/put hello").await;
    assert_eq!(say(&mut bot, 1, &format!("/get {key}")).await, "hello");
    bot.end_input();
    let exit = bot.exit(PATIENCE).await;
    assert_eq!(exit.status.code(), Some(0), "{}", exit.output);

    let mut bot = start(&stage);
    assert_eq!(say(&mut bot, 0, &format!("/get {key}")).await, "hello");
    assert_eq!(say(&mut bot, 1, "/help").await, "/put <value> — Store a value and get its key");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn conversations_may_follow_each_other_as_fast_as_programs_start() {
    let stage = Stage::new().await;
    let mut keys = Vec::new();
    for number in 0..5 {
        let mut bot = start(&stage);
        keys.push(say(&mut bot, 0, &format!("/put {number}")).await);
        bot.stop().await;
    }
    let mut bot = start(&stage);
    for (number, key) in keys.iter().enumerate() {
        assert_eq!(say(&mut bot, number, &format!("/get {key}")).await, number.to_string());
    }
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_was_typed_before_the_end_of_the_input_is_answered() {
    let stage = Stage::new().await;
    let mut bot = start(&stage);
    for _ in 0..5 {
        bot.type_line("/put x").await;
    }
    bot.end_input();
    let exit = bot.exit(Duration::from_secs(20)).await;
    assert_eq!(exit.status.code(), Some(0), "{}", exit.output);
    assert_eq!(exit.output.matches("bot: ").count(), 5, "{}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_what_is_stored_before_the_bot_touches_it() {
    let stage = Stage::new().await;
    let mut bot = start(&stage);
    let key = say(&mut bot, 0, "/put hello").await;
    bot.stop().await;
    let mut bot = start(&stage);
    let page = bot.lines("Chat in your browser: http://", 1).await.remove(0);
    let host = page.trim_end_matches('/');
    let mut server = TcpStream::connect(host).await.unwrap();
    let request = format!("GET /control/records HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    server.write_all(request.as_bytes()).await.unwrap();
    let mut records = String::new();
    server.read_to_string(&mut records).await.unwrap();
    assert!(records.contains(&key) && records.contains(r#""name":"Shelf""#), "{records}");
    bot.stop().await;
}
