//! Functions that recur.

use std::sync::atomic::{AtomicU8, Ordering};

use pouch::IntoReply;
use pouch::prelude::*;
use pouch::testing::TestBot;

const HOUR: Duration = Duration::from_hours(1);

/// How often what has run.
#[bot_data]
#[derive(Default)]
struct Runs {
    hours: u32,
    days: u32,
}

#[every("1h")]
fn hourly(runs: &mut Runs) {
    runs.hours += 1;
}

#[every("1d", name = "daily")]
fn every_day(runs: &mut Runs) -> Result<(), BoxError> {
    runs.days += 1;
    if runs.days > 1 { Err("only one day".into()) } else { Ok(()) }
}

#[every("1h")]
async fn tell(bot: &Bot, runs: &Runs, chat: &Chatty) -> impl IntoReply + use<> {
    tokio::task::yield_now().await;
    bot.send_message(ChatId(chat.0), format!("{} h", runs.hours))
}

/// Whom to tell.
struct Chatty(i64);

/// See what has run
#[command("runs")]
fn runs(runs: &Runs) -> String {
    format!("{} {}", runs.hours, runs.days)
}

/// How many failures there were.
#[on_error]
fn report(error: &HandlerError, failures: &Failures) {
    assert!(error.to_string().contains("only one day"));
    failures.0.fetch_add(1, Ordering::Relaxed);
}

#[derive(Clone, Default)]
struct Failures(std::sync::Arc<AtomicU8>);

#[tokio::test]
async fn they_keep_their_beat_over_restarts_and_failures_and_run_once_for_what_was_missed() {
    let failures = Failures::default();
    let state = failures.clone();
    let make = move || App::new(handlers![hourly, every_day, runs, report]).state(state.clone());
    let bot = TestBot::start(make).await;
    let ann = bot.user("Ann");
    bot.clock().advance(HOUR / 2);
    bot.restart().await;
    assert_eq!(ann.ask("/runs").await, "0 0");
    bot.clock().advance(HOUR / 2);
    bot.idle().await;
    assert_eq!(ann.ask("/runs").await, "1 0");
    bot.kill().await;
    bot.clock().advance(5 * HOUR);
    bot.restart().await;
    assert_eq!(ann.ask("/runs").await, "2 0");
    for _ in 0..48 {
        bot.clock().advance(HOUR);
        bot.idle().await;
    }
    assert_eq!(ann.ask("/runs").await, "50 1");
    assert_eq!(failures.0.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn they_answer_with_requests_that_name_a_chat() {
    let bot = TestBot::start(|| App::new(handlers![tell]).state(Chatty(1001))).await;
    let ann = bot.user("Ann");
    bot.clock().advance(HOUR);
    assert_eq!(ann.reply().await, "0 h");
    ann.expect_no_reply().await;
}
