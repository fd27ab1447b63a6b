//! What people do with a bot, and what becomes of it over its ends and starts.

use std::sync::Arc;
use std::time::Duration;

use pouch::testing::TestBot;
use tokio::sync::Semaphore;

use crate::notes::{Hold, app, start};

/// A whole life of a bot.
async fn live(bot: TestBot) -> String {
    let (ann, bob, friends) = (bot.user("Ann"), bot.user("Bob"), bot.group("Friends"));
    assert_eq!(ann.ask("/note tea").await, "1");
    assert_eq!(bob.ask("/note milk").await, "1");
    bot.restart().await;
    assert_eq!(ann.ask("/note sugar").await, "2");
    bot.kill().await;
    ann.send("/note lemon").await;
    bot.restart().await;
    assert_eq!(ann.reply().await, "3");
    assert_eq!(ann.ask("/notes").await, "tea\nsugar\nlemon");
    bob.send_to(&friends, "/ask Tea?").await;
    assert_eq!(friends.reply().await, "Tea?");
    ann.press_in(&friends, "Yes").await;
    assert_eq!(ann.toast(), "Thank you");
    friends.upgrade().await;
    bob.send_to(&friends, "/ask More?").await;
    assert_eq!(friends.reply().await, "More?");
    bob.press_in(&friends, "Yes").await;
    ann.edit("/note salt").await;
    ann.expect_no_reply().await;
    friends.expect_no_reply().await;
    bot.conversation()
}

const LIFE: &str = "The conversation:
Ann: /note tea
Bot: 1
Bob: /note milk
Bot: 1
-- restart --
Ann: /note sugar
Bot: 2
-- kill --
Ann: /note lemon
-- restart --
Bot to Ann: 3
Ann: /notes
Bot: tea
  | sugar
  | lemon
Friends > Bob: /ask Tea?
Friends > Bot: Tea?
  [Yes]
Friends > Ann presses [Yes]
Friends > Toast: Thank you
Friends > Bot edits: 1 voted
  [Yes]
-- Friends becomes a supergroup --
Friends > Bob: /ask More?
Friends > Bot: More?
  [Yes]
Friends > Bob presses [Yes]
Friends > Toast: Thank you
Friends > Bot edits: 2 voted
  [Yes]
Ann edits: /note salt";

#[tokio::test]
async fn a_bot_lives_the_same_life_with_a_file_and_in_memory() {
    assert_eq!(live(start().await).await, LIFE);
    assert_eq!(live(TestBot::start(app).in_memory().await).await, LIFE);
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_side_by_side_do_not_meet() {
    let (one, other) = tokio::join!(start(), start());
    let (one, other) = tokio::join!(live(one), live(other));
    assert_eq!((one.as_str(), other.as_str()), (LIFE, LIFE));
}

#[tokio::test(start_paused = true)]
async fn a_test_with_a_paused_clock_waits_for_the_bot() {
    assert_eq!(live(start().await).await, LIFE);
}

#[tokio::test]
async fn a_killed_handler_has_changed_nothing_and_runs_again() {
    let permits = Arc::new(Semaphore::new(0));
    let held = Arc::clone(&permits);
    let bot = TestBot::start(move || app().state(Hold(Arc::clone(&held)))).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("/note tea").await, "1");
    ann.user().send("/wait milk");
    bot.kill().await;
    permits.add_permits(1);
    bot.restart().await;
    assert_eq!(ann.reply().await, "waited");
    assert_eq!(ann.ask("/notes").await, "tea\nmilk");
}

#[tokio::test]
async fn what_people_do_while_the_bot_is_stopped_waits_for_its_start() {
    let bot = start().await;
    let ann = bot.user("Ann");
    bot.stop().await;
    ann.send("/note tea").await;
    ann.expect_no_reply().await;
    bot.restart().await;
    assert_eq!(ann.reply().await, "1");
}

#[tokio::test]
async fn messages_bear_the_time_to_which_the_clock_was_moved() {
    let bot = start().await;
    let ann = bot.user("Ann");
    let before = bot.clock().now();
    bot.clock().advance(Duration::from_hours(24));
    ann.send("/note tea").await;
    let sent = ann.read().await.json["date"].as_u64().unwrap();
    assert!(sent >= before + 86_400);
}
