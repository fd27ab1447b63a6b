//! Handlers that hand an update on to those behind them.

use std::io;
use std::ops::ControlFlow;

use pouch::prelude::*;
use pouch::testing::TestBot;

/// What was said in a chat.
#[chat_data]
#[derive(Default)]
struct Said {
    messages: u32,
}

#[message]
fn count(said: &mut Said) -> Pass {
    said.messages += 1;
    Pass
}

#[message]
fn scold(text: &str, said: &mut Said) -> ControlFlow<String> {
    if text.contains("darn") {
        return ControlFlow::Break(format!("Mind your language! ({} messages)", said.messages));
    }
    said.messages += 100;
    ControlFlow::Continue(())
}

/// See how many messages there were
#[command("count")]
fn shown(said: &Said) -> String {
    said.messages.to_string()
}

/// Take a number
#[command("take")]
fn take(count: u8) -> io::Result<String> {
    if count > 100 { Err(io::Error::other("too many")) } else { Ok(format!("took {count}")) }
}

#[message(text)]
fn greet(text: &str) -> (Option<&'static str>, Pass) {
    (text.contains("hello").then_some("Hello!"), Pass)
}

type Hidden = Pass;

#[message(regex = "^undeclared$")]
fn undeclared() -> Hidden {
    Pass
}

fn app() -> App {
    App::new(handlers![count, scold, shown, take, greet, undeclared])
}

#[tokio::test]
async fn several_handlers_see_one_update_and_each_what_those_before_it_did() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.send("hi").await;
    ann.expect_no_reply().await;
    assert_eq!(ann.ask("hello").await, "Hello!");
    assert_eq!(ann.ask("darn it").await, "Mind your language! (203 messages)");
    assert_eq!(ann.ask("/count").await, "304");
    bot.kill().await;
    bot.restart().await;
    assert_eq!(ann.ask("/count").await, "405");
}

#[tokio::test]
async fn one_that_fails_takes_back_what_those_before_it_did() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.send("/take 101").await;
    ann.expect_no_reply().await;
    assert_eq!(ann.ask("/count").await, "101");
    assert_eq!(ann.ask("/take 1").await, "took 1");
    assert!(ann.ask("/take x").await.starts_with("Usage"));
    assert_eq!(ann.ask("/count").await, "404");
}

#[tokio::test]
async fn who_does_not_say_it_in_its_type_can_t_hand_anything_on() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.send("undeclared").await;
    ann.expect_no_reply().await;
    assert_eq!(ann.ask("/count").await, "101");
}

#[tokio::test]
async fn the_list_of_commands_is_seen_by_those_who_hand_everything_on() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert!(ann.ask("/help").await.starts_with("/count — See how many"));
    assert_eq!(ann.ask("/count").await, "202");
}

/// How often each word was said in a chat: entries of a map, which are no part of the record's own JSON.
#[chat_data]
#[derive(Default)]
struct Words {
    by_word: Map<String, u32>,
}

#[message(text)]
fn learn(text: &str, words: &mut Words) -> Pass {
    for word in text.split_whitespace() {
        *words.by_word.entry(word.to_owned()).or_insert(0) += 1;
    }
    words.by_word.remove("forget");
    Pass
}

#[message(regex = "fail")]
fn fail() -> io::Result<()> {
    Err(io::Error::other("asked to fail"))
}

#[message(text)]
fn learned(words: &Words) -> String {
    let words = words.by_word.iter().map(|(word, count)| format!("{word} {count}"));
    words.collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn one_that_fails_takes_back_entries_of_maps_too() {
    let bot = TestBot::start(|| App::new(handlers![learn, fail, learned])).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("a b").await, "a 1, b 1");
    // The second fails while the first may not be in the store yet.
    ann.user().send("a c");
    ann.user().send("a b d fail");
    assert_eq!(ann.reply().await, "a 2, b 1, c 1");
    assert_eq!(ann.ask("a").await, "a 3, b 1, c 1");
    bot.kill().await;
    bot.restart().await;
    ann.send("b fail").await;
    assert_eq!(ann.ask("c").await, "a 3, b 1, c 2");
}
