//! What runs later: timers of chats, and functions that recur.

mod aside;
mod calendar;
mod killed;
mod recurring;

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use pouch::prelude::*;
use pouch::testing::TestBot;

const DAY: Duration = Duration::from_hours(24);

/// How often timers ran for whom, and where.
#[user_data]
#[derive(Default)]
struct Person(u32);

#[chat_data]
#[derive(Default)]
struct Place(u32);

#[topic_data]
#[derive(Default)]
struct Topic(u32);

/// Anything that serde knows.
#[derive(Clone, pouch::serde::Serialize, pouch::serde::Deserialize)]
#[serde(crate = "pouch::serde")]
struct Task {
    names: Vec<String>,
    weight: Option<f64>,
}

#[timer]
fn remind(
    person: &mut Person,
    place: &mut Place,
    topic: Option<&mut Topic>,
    tasks: Vec<Task>,
    note: Option<String>,
) -> String {
    (person.0, place.0) = (person.0 + 1, place.0 + 1);
    let topic = topic.map_or(0, |topic| {
        topic.0 += 1;
        topic.0
    });
    let names: Vec<String> = tasks.into_iter().flat_map(|task| task.names).collect();
    format!("{} {} {topic} {}{}", person.0, place.0, names.join("+"), note.unwrap_or_default())
}

fn task(name: &str) -> Vec<Task> {
    vec![Task { names: vec![name.to_owned(), "x".to_owned()], weight: Some(0.5) }]
}

/// Be reminded
#[command("in")]
fn after(delay: Duration, text: String) -> Timer {
    remind::after(delay, task(&text), None)
}

/// Be reminded, of the latest only
#[command("latest")]
fn latest(delay: Duration, text: String) -> Timer {
    remind::after(delay, task(&text), Some("!".to_owned())).key("latest")
}

/// Fail after a timer was set
#[command("fail")]
fn fail(delay: Duration) -> Result<(Timer, &'static str), BoxError> {
    let _timer = (remind::after(delay, task("never"), None), "never");
    Err("no".into())
}

/// Take the latest back
#[command("cancel")]
fn cancel() -> CancelTimer {
    remind::cancel("latest")
}

#[timer]
fn break_down(place: &mut Place, politely: bool) -> Result<&'static str, BoxError> {
    place.0 += 100;
    Err(if politely { say!("Not now").into() } else { "broken".into() })
}

/// Set one that fails
#[command("break")]
fn set_broken(politely: bool) -> Timer {
    break_down::after(DAY, politely)
}

#[timer]
fn count_down(from: u8) -> (String, Option<Timer>) {
    let next = from.checked_sub(1).map(|next| count_down::after(Duration::from_secs(1), next));
    (from.to_string(), next)
}

/// Count down
#[command("count")]
fn count(from: u8) -> Timer {
    count_down::at(std::time::SystemTime::UNIX_EPOCH, from)
}

#[timer]
fn unlisted() {}

/// Set one that nobody runs
#[command("unlisted")]
fn set_unlisted() -> Timer {
    unlisted::after(DAY)
}

#[on_error]
fn report(error: &HandlerError) -> String {
    format!("failed: {error}")
}

fn app() -> App {
    App::new(handlers![
        remind,
        after,
        latest,
        fail,
        cancel,
        break_down,
        set_broken,
        count_down,
        count,
        set_unlisted,
        report
    ])
}

#[tokio::test]
async fn timers_go_off_where_and_for_whom_they_were_set_once_whatever_happens_in_between() {
    let bot = TestBot::start(app).await;
    let (ann, bob, forum) = (bot.user("Ann"), bot.user("Bob"), bot.forum("Forum"));
    let topic = forum.create_topic("Tea").await;
    bob.send_to(&forum, "/in 2d b").await;
    ann.user().draft("/in 2d a").to(&forum.chat()).in_topic(topic).send();
    bot.idle().await;
    ann.send("/in 3d p").await;
    bot.kill().await;
    bot.restart().await;
    bot.clock().advance(DAY + Duration::from_mins(24 * 60 - 1));
    ann.expect_no_reply().await;
    forum.expect_no_reply().await;
    bot.clock().advance(Duration::from_mins(1));
    assert_eq!(forum.reply().await, "1 1 0 b+x");
    let in_topic = forum.read().await;
    assert_eq!((&*in_topic.text, &in_topic.json["message_thread_id"]), ("1 2 1 a+x", &json!(topic)));
    bot.clock().advance(DAY);
    assert_eq!(ann.reply().await, "2 1 0 p+x");
    bot.restart().await;
    bot.clock().advance(9 * DAY);
    ann.expect_no_reply().await;
    forum.expect_no_reply().await;
}

#[tokio::test]
async fn a_key_is_there_once_and_can_be_cancelled_and_a_failure_sets_nothing() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.send("/latest 1d one").await;
    ann.send("/latest 2d two").await;
    ann.send("/in 2d other").await;
    assert_eq!(ann.ask("/fail 1d").await, "failed: bots::timers::fail failed: no");
    bot.clock().advance(DAY);
    ann.expect_no_reply().await;
    bot.clock().advance(DAY);
    assert_eq!((ann.reply().await, ann.reply().await), ("1 1 0 two+x!".into(), "2 2 0 other+x".into()));
    ann.send("/latest 1d three").await;
    ann.send("/cancel").await;
    bot.clock().advance(DAY);
    ann.expect_no_reply().await;
}

#[tokio::test]
async fn they_follow_a_group_that_becomes_a_supergroup_with_those_of_both() {
    let bot = TestBot::start(app).await;
    let (ann, friends) = (bot.user("Ann"), bot.group("Friends"));
    ann.send_to(&friends, "/in 1d a").await;
    ann.send_to(&friends, "/latest 2d b").await;
    friends.upgrade().await;
    ann.send_to(&friends, "/in 3d c").await;
    bot.restart().await;
    for text in ["1 1 0 a+x", "2 2 0 b+x!", "3 3 0 c+x"] {
        bot.clock().advance(DAY);
        assert_eq!(friends.reply().await, text);
    }
}

#[tokio::test]
async fn one_that_fails_changes_nothing_is_reported_and_does_not_come_again() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.send("/break false").await;
    ann.send("/break true").await;
    bot.clock().advance(DAY);
    assert_eq!(ann.reply().await, "failed: bots::timers::break_down failed: broken");
    assert_eq!(ann.reply().await, "Not now");
    bot.restart().await;
    ann.send("/in 0s a").await;
    assert_eq!(ann.reply().await, "1 1 0 a+x");
    ann.expect_no_reply().await;
    assert!(ann.ask("/unlisted").await.contains("list its function in `handlers!`"));
}

#[tokio::test]
async fn one_sets_the_next_and_one_that_is_overdue_goes_off_at_once() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.send("/count 3").await;
    for number in ["3", "2", "1", "0"] {
        assert_eq!(ann.reply().await, number);
        bot.clock().advance(Duration::from_secs(1));
    }
    ann.expect_no_reply().await;
}

mod changed {
    use super::*;

    #[timer]
    pub(super) fn remind(tasks: u8) -> String {
        tasks.to_string()
    }
}

#[tokio::test]
async fn one_whose_function_is_gone_or_has_changed_is_set_aside_and_a_persons_are_erased() {
    let (starts, store) = (AtomicU8::new(0), Arc::new(Mutex::new(None)));
    let kept = Arc::clone(&store);
    let bot = TestBot::start(move || {
        let app = match starts.fetch_add(1, Ordering::Relaxed) {
            0 => app(),
            1 => App::new(handlers![changed::remind, report]),
            _ => App::new(handlers![report]),
        };
        *kept.lock().unwrap() = Some(app.data_store());
        app
    })
    .await;
    let store = || store.lock().unwrap().clone().unwrap();
    let (ann, bob, friends) = (bot.user("Ann"), bot.user("Bob"), bot.group("Friends"));
    ann.send("/in 1d early").await;
    ann.send("/in 2d late").await;
    ann.send_to(&friends, "/in 2d hers").await;
    bob.send_to(&friends, "/in 2d his").await;
    bot.restart().await;
    bot.clock().advance(DAY);
    assert!(ann.reply().await.contains("the timer was set with another `tasks`"));

    let letters = store().dead_letters().list().await.unwrap();
    let [changed] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!(changed.subject, format!("timer remind of chat {}", ann.user().id()));
    assert!(changed.json.contains("early"), "{changed:?}");
    assert!(store().export(ann.user().id()).await.unwrap().contains("late"));

    store().erase(ann.user().id()).await.unwrap();
    assert_eq!(store().dead_letters().list().await.unwrap(), []);
    bot.restart().await;
    bot.clock().advance(DAY);
    ann.expect_no_reply().await;
    let letters = store().dead_letters().list().await.unwrap();
    let [gone] = &letters[..] else { panic!("{letters:?}") };
    assert!(gone.json.contains("his"), "{gone:?}");
    assert_eq!(gone.reason, "there is no `#[timer]` function `remind` any more");
    store().erase(bob.user().id()).await.unwrap();
    assert_eq!(store().dead_letters().list().await.unwrap(), [], "it was set in a group");
}
