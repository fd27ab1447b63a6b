//! Handlers that fail: nothing of them counts, and the next update is handled.

use std::io;

use pouch::prelude::*;

use crate::support::{PATIENCE, Stage, ask};

/// What a user has.
#[user_data]
#[derive(Default)]
struct Purse {
    coins: u32,
}

/// What went wrong for a user.
#[user_data]
#[derive(Default)]
struct Mishaps {
    texts: Vec<String>,
}

/// Earn a coin
#[command("earn")]
fn earn(purse: &mut Purse) -> u32 {
    purse.coins += 1;
    purse.coins
}

/// Fail with an error
#[command("fail")]
fn fail(purse: &mut Purse) -> (&'static str, io::Result<String>) {
    purse.coins = 99;
    ("not to be sent", Err(io::Error::other("asked to fail")))
}

/// Panic
#[command("panic")]
fn panic(purse: &mut Purse) -> &'static str {
    purse.coins = 99;
    panic!("asked to panic")
}

/// Panic after an await
#[command("later")]
async fn panic_later(purse: &mut Purse) {
    purse.coins = 99;
    tokio::task::yield_now().await;
    panic!("asked to panic later")
}

/// Never end
#[command("hang")]
async fn hang(purse: &mut Purse) -> &'static str {
    purse.coins = 99;
    std::future::pending().await
}

/// Spend coins
#[command("spend")]
fn spend(purse: &mut Purse, coins: u32) -> Result<String, UserError> {
    let had = std::mem::take(&mut purse.coins);
    let left = had.checked_sub(coins).ok_or_else(|| say!("You have only {had}, not {coins}"))?;
    purse.coins = left;
    Ok(format!("{left} left"))
}

/// Spend coins, with errors of any kind
#[command("waste")]
fn waste(purse: &mut Purse) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    purse.coins = 0;
    Err(say!("You would regret it"))?;
    Ok(())
}

/// List the mishaps
#[command("mishaps")]
fn mishaps(mishaps: &Mishaps) -> String {
    mishaps.texts.join("\n")
}

#[on_error]
fn apologize(error: &HandlerError, mishaps: &mut Mishaps) -> String {
    let kind = match error {
        HandlerError::Returned { .. } => "returned",
        HandlerError::Panicked { .. } => "panicked",
        HandlerError::TimedOut { .. } => "timed out",
        _ => "other",
    };
    mishaps.texts.push(error.to_string());
    format!("Sorry: {kind}")
}

#[on_error]
fn fail_again(error: &HandlerError, mishaps: &mut Mishaps) -> Result<String, UserError> {
    mishaps.texts.push(error.to_string());
    Err(say!("{error}"))
}

fn app() -> App {
    App::new(handlers![earn, fail, panic, panic_later, hang, spend, waste])
        .deadline(Duration::from_millis(50))
}

fn app_that_apologizes() -> App {
    let handlers = handlers![earn, fail, panic, panic_later, hang, spend, mishaps, apologize];
    App::new(handlers).deadline(Duration::from_millis(50))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_fails_or_panics_or_hangs_changes_nothing_and_sends_nothing() {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.start(app()), stage.user("Ann"));
    assert_eq!(ask(&ann, "/earn").await, "1");
    for command in ["/fail", "/panic", "/later", "/hang"] {
        ann.send(command);
        assert_eq!(ask(&ann, "/spend 0").await, "1 left", "after {command}");
    }
    stage.all_confirmed().await;
    bot.stop().await;
    assert_eq!(stage.emulator.replies(ann.id()).len(), 5);
    assert_eq!(stage.store().record("user", ann.id(), "Purse")["coins"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_over_its_deadline_frees_its_keys_for_other_chats_too() {
    let stage = Stage::new().await;
    let (_bot, ann, group) = (stage.start(app()), stage.user("Ann"), stage.emulator.group("Friends"));
    ann.send("/hang");
    ann.send_to(&group, "/earn");
    let replies = stage.emulator.wait_for_replies(group.id(), 1, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1"]);
    stage.all_confirmed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_error_is_read_by_the_person_and_rolls_back() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app_that_apologizes()), stage.user("Ann"));
    ask(&ann, "/earn").await;
    assert_eq!(ask(&ann, "/spend 5").await, "You have only 1, not 5");
    assert_eq!(ask(&ann, "/spend 1").await, "0 left");
    ann.send("/mishaps");
    assert_eq!(ask(&ann, "/earn").await, "1", "a user error is no mishap");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_error_is_found_inside_a_boxed_error() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    ask(&ann, "/earn").await;
    assert_eq!(ask(&ann, "/waste").await, "You would regret it");
    assert_eq!(ask(&ann, "/spend 0").await, "1 left");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_handler_for_failures_gets_the_error_and_may_answer_and_change_data() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app_that_apologizes()), stage.user("Ann"));
    assert_eq!(ask(&ann, "/fail").await, "Sorry: returned");
    assert_eq!(ask(&ann, "/panic").await, "Sorry: panicked");
    assert_eq!(ask(&ann, "/later").await, "Sorry: panicked");
    assert_eq!(ask(&ann, "/hang").await, "Sorry: timed out");
    let mishaps = ask(&ann, "/mishaps").await;
    let mishaps: Vec<&str> = mishaps.lines().collect();
    let here = "bots::failures";
    assert_eq!(mishaps[0], format!("{here}::fail failed: asked to fail"));
    assert_eq!(mishaps[1], format!("{here}::panic panicked: asked to panic"));
    assert_eq!(mishaps[2], format!("{here}::panic_later panicked: asked to panic later"));
    assert_eq!(mishaps[3], format!("{here}::hang did not end within 50ms"));
    assert_eq!(ask(&ann, "/earn").await, "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_for_failures_that_fails_changes_nothing_and_the_bot_goes_on() {
    let stage = Stage::new().await;
    let bot = stage.start(App::new(handlers![earn, fail, fail_again]));
    let ann = stage.user("Ann");
    ann.send("/fail");
    ann.send("/earn");
    stage.all_confirmed().await;
    bot.stop().await;
    assert_eq!(stage.emulator.replies(ann.id()).last().unwrap(), "1");
    assert!(stage.store().record("user", ann.id(), "Mishaps").is_null());
}

/// Never end, but no longer than that
#[command("wait", deadline = "1s")]
async fn wait(purse: &mut Purse) -> &'static str {
    purse.coins = 99;
    std::future::pending().await
}

/// Wait longer than the app allows
#[command("dawdle", deadline = "none")]
async fn dawdle(purse: &mut Purse) -> u32 {
    tokio::time::sleep(Duration::from_millis(300)).await;
    purse.coins += 10;
    purse.coins
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_has_the_deadline_that_it_says_instead_of_the_apps() {
    let stage = Stage::new().await;
    let app = App::new(handlers![earn, wait, dawdle, mishaps, apologize]).deadline(None);
    let (bot, ann) = (stage.start(app), stage.user("Ann"));
    assert_eq!(ask(&ann, "/wait").await, "Sorry: timed out");
    assert_eq!(ask(&ann, "/earn").await, "1");
    assert!(ask(&ann, "/mishaps").await.ends_with("wait did not end within 1s"));
    bot.stop().await;
    let app = App::new(handlers![earn, dawdle, apologize]).deadline(Duration::from_millis(50));
    let bot = stage.start(app);
    assert_eq!(ask(&ann, "/dawdle").await, "11");
    bot.stop().await;
}
