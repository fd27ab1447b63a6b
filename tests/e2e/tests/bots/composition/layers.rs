//! What runs before and after handlers, in their transaction.

use std::io;
use std::ops::ControlFlow;

use pouch::prelude::*;
use pouch::testing::TestBot;

use crate::support::{PATIENCE, Stage};

/// How often a person has asked.
#[user_data]
#[derive(Default)]
struct Pace {
    asked: u32,
    seen: u32,
}

/// What was done.
#[bot_data]
#[derive(Default)]
struct Log {
    entries: Vec<String>,
}

#[before]
fn slow_down(pace: &mut Pace) -> ControlFlow<String> {
    pace.asked += 1;
    if pace.asked > 3 {
        ControlFlow::Break(format!("{} are enough", pace.asked))
    } else {
        ControlFlow::Continue(())
    }
}

#[before]
fn look(pace: &mut Pace) {
    pace.seen = pace.asked * 10;
}

#[after]
fn audit(log: &mut Log, handled: &Handled) -> io::Result<()> {
    let answers: Vec<_> = handled.answers().map(|(method, _)| method).collect();
    let name = handled.handler().rsplit("::").next().unwrap_or_default();
    log.entries.push(format!("{name} {}", answers.join(" ")));
    if log.entries.len() > 5 { Err(io::Error::other("the log is full")) } else { Ok(()) }
}

#[after]
fn sign(handled: &Handled) -> Option<&'static str> {
    (!handled.is_silent()).then_some("Yours, the bot")
}

/// See how far you are
#[command("pace")]
fn pace(pace: &mut Pace) -> String {
    pace.seen += 1;
    format!("{} {}", pace.asked, pace.seen)
}

/// Take a number
#[command("take")]
fn take(count: u8) -> io::Result<String> {
    if count > 100 { Err(io::Error::other("too many")) } else { Ok(format!("took {count}")) }
}

/// See the log
#[command("log")]
fn log(log: &Log) -> String {
    log.entries.join(", ")
}

/// Nothing is said
#[command("quiet")]
fn quiet() {}

fn app() -> App {
    App::new(handlers![
        #[with(after = audit)]
        #[with(before = slow_down)]
        #[with(before = look)]
        [pace, take],
        #[with(after = sign)]
        [log, quiet],
    ])
}

#[tokio::test]
async fn a_layer_may_answer_instead_and_what_it_changed_is_seen_and_stays() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("/pace").await, "1 11");
    assert_eq!(ann.ask("/pace").await, "2 21");
    bot.kill().await;
    bot.restart().await;
    assert_eq!(ann.ask("/pace").await, "3 31");
    assert_eq!(ann.ask("/pace").await, "4 are enough");
    assert_eq!(ann.ask("/pace").await, "5 are enough");
}

#[tokio::test]
async fn a_failure_takes_back_what_the_layers_did() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    for _ in 0..5 {
        ann.send("/take 101").await;
    }
    ann.expect_no_reply().await;
    assert_eq!(ann.ask("/pace").await, "1 11");
    bot.kill().await;
    bot.restart().await;
    assert_eq!(ann.ask("/pace").await, "2 21");
}

#[tokio::test]
async fn what_could_not_be_read_leaves_what_the_layers_did() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert!(ann.ask("/take many").await.starts_with("Usage: /take <count>"));
    assert_eq!(ann.ask("/pace").await, "2 21");
}

#[tokio::test]
async fn a_layer_behind_sees_what_came_of_the_handler_and_can_take_it_back() {
    let bot = TestBot::start(app).await;
    let people: Vec<_> = ["Ann", "Bob", "Cem"].into_iter().map(|name| bot.user(name)).collect();
    assert_eq!(people[0].ask("/take 1").await, "took 1");
    people[0].send("/log").await;
    assert_eq!(people[0].reply().await, "take sendMessage");
    assert_eq!(people[0].reply().await, "Yours, the bot");
    people[0].send("/quiet").await;
    people[0].expect_no_reply().await;
    for person in &people[..2] {
        person.ask("/take 2").await;
        person.ask("/take 3").await;
    }
    people[2].send("/pace").await;
    people[2].expect_no_reply().await;
    people[2].send("/log").await;
    assert_eq!(people[2].reply().await.split(", ").count(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_is_set_aside_under_the_name_of_the_layer_that_failed() {
    let stage = Stage::new().await;
    let app = app();
    let letters = app.data_store().dead_letters();
    let bot = stage.start(app);
    let people: Vec<_> = ["Ann", "Bob"].into_iter().map(|name| stage.user(name)).collect();
    for person in &people {
        for number in 1..=3 {
            person.send(&format!("/take {number}"));
        }
    }
    // The log is full with the sixth, so what the handler answered is taken back.
    people[0].send("/log");
    let replies = stage.emulator.wait_for_replies(people[0].id(), 4, PATIENCE).await.unwrap();
    assert_eq!(replies[3].split(", ").count(), 5, "{replies:?}");
    let [letter] = &letters.list().await.unwrap()[..] else { panic!("one is to be set aside") };
    assert!(letter.subject.ends_with("layers::audit"), "{}", letter.subject);
    assert!(letter.reason.contains("the log is full"), "{}", letter.reason);
    bot.stop().await;
}
