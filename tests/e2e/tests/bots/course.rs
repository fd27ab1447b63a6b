//! What runs when a bot starts and when it stops.

use std::future::pending;
use std::io;
use std::sync::{Arc, Mutex};

use pouch::prelude::*;
use pouch::teloxide_core::RequestError;
use serde_json::{Value, json};

use crate::support::{Stage, ask, until};

/// What has run, in this order.
#[derive(Clone, Default)]
struct Steps(Arc<Mutex<Vec<&'static str>>>);

impl Steps {
    fn add(&self, step: &'static str) {
        self.0.lock().unwrap().push(step);
    }

    fn all(&self) -> Vec<&'static str> {
        self.0.lock().unwrap().clone()
    }
}

/// How often the bot has started and stopped.
#[bot_data]
#[derive(Default)]
struct Runs {
    starts: u32,
    stops: u32,
}

#[on_start]
fn count_start(runs: &mut Runs, steps: &Steps) {
    runs.starts += 1;
    steps.add("start");
}

#[on_start]
async fn ask_who(bot: &Bot, runs: &Runs, steps: &Steps) -> Result<(), RequestError> {
    assert!(runs.starts > 0);
    bot.get_me().await?;
    steps.add("second start");
    Ok(())
}

#[on_start]
fn fail(runs: &mut Runs) -> io::Result<()> {
    runs.starts = 99;
    Err(io::Error::other("the kettle is empty"))
}

#[on_start]
async fn hang(steps: &Steps) {
    steps.add("hang");
    pending::<()>().await;
}

/// See how often the bot has started
#[command("starts")]
fn starts(runs: &Runs, steps: &Steps) -> u32 {
    steps.add("update");
    runs.starts
}

#[on_stop]
fn count_stop(runs: &mut Runs, steps: &Steps, bot: &Bot) -> impl pouch::IntoReply + use<> {
    runs.stops += 1;
    steps.add("stop");
    bot.send_message(ChatId(4_242), "Good bye")
}

#[on_stop]
fn fail_to_stop(runs: &mut Runs) -> Result<(), UserError> {
    runs.stops = 99;
    Err(say!("the kettle is hot"))
}

#[on_stop]
async fn hang_at_the_end(steps: &Steps) {
    steps.add("hang");
    pending::<()>().await;
}

fn runs(stage: &Stage) -> Value {
    stage.store().record("bot", 0, "Runs")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_start_comes_before_the_first_update_and_the_stop_after_the_last() {
    let (stage, steps) = (Stage::new().await, Steps::default());
    let ann = stage.user("Ann");
    ann.send("/starts");
    let app = App::new(handlers![starts, count_stop, count_start, ask_who]).state(steps.clone());
    let bot = stage.start(app);
    until("the update is handled", || stage.emulator.replies(ann.id()) == ["1"]).await;
    bot.stop().await;
    assert_eq!(steps.all(), ["start", "second start", "update", "stop"]);
    assert_eq!(runs(&stage), json!({ "starts": 1, "stops": 1 }));
    assert_eq!(stage.sends_to(4_242)[0].params["text"], "Good bye");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_start_ends_the_bot_before_it_fetches_updates() {
    let (stage, steps) = (Stage::new().await, Steps::default());
    let app = App::new(handlers![starts, fail, count_start, count_stop]).state(steps.clone());
    let error = stage.start(app).error().await;
    let text = format!("{error:?}");
    assert!(text.starts_with("the bot can't start: "), "{text}");
    assert!(text.contains("course::fail") && text.contains("the kettle is empty"), "{text}");
    assert!(stage.emulator.requests_of("getUpdates").is_empty());
    assert_eq!((steps.all(), runs(&stage)), (Vec::new(), Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_stop_changes_nothing_and_the_bot_ends_in_order() {
    let (stage, steps) = (Stage::new().await, Steps::default());
    let ann = stage.user("Ann");
    let app = App::new(handlers![starts, count_start, fail_to_stop]).state(steps.clone());
    let bot = stage.start(app);
    assert_eq!(ask(&ann, "/starts").await, "1");
    bot.stop().await;
    assert_eq!(runs(&stage), json!({ "starts": 1, "stops": 0 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_during_the_start_ends_it() {
    let (stage, steps) = (Stage::new().await, Steps::default());
    let bot = stage.start(App::new(handlers![hang, count_stop]).state(steps.clone()));
    until("the start hangs", || steps.all() == ["hang"]).await;
    bot.stop().await;
    assert_eq!(steps.all(), ["hang"]);
    assert!(stage.emulator.requests_of("getUpdates").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_that_hangs_is_given_up() {
    let (stage, steps) = (Stage::new().await, Steps::default());
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(handlers![starts, count_start, hang_at_the_end]).state(steps.clone()));
    assert_eq!(ask(&ann, "/starts").await, "1");
    bot.stop().await;
    assert_eq!(steps.all(), ["start", "update", "hang"]);
}
