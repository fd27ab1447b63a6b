//! Which handler takes an update, and what it is lent.

use pouch::prelude::*;
use serde_json::json;

use crate::support::{PATIENCE, Stage, ask};

/// What a user has counted.
#[user_data]
#[derive(Default)]
struct Mine {
    count: u32,
}

/// What a chat has counted.
#[chat_data]
#[derive(Default)]
struct Ours {
    count: u32,
}

/// What a user has counted in a chat.
#[member_data]
#[derive(Default)]
struct Members {
    count: u32,
}

/// What was counted in a forum topic.
#[topic_data]
#[derive(Default)]
struct Topics {
    count: u32,
}

struct Greeting(&'static str);
struct Farewell(&'static str);

/// Count in a topic
#[command("topic")]
fn of_topic(topics: &mut Topics) -> String {
    topics.count += 1;
    format!("topic: {}", topics.count)
}

/// Count everywhere
#[command("count")]
fn count(mine: Option<&mut Mine>, ours: &mut Ours, members: Option<&mut Members>) -> String {
    ours.count += 1;
    let mine = mine.map(|mine| {
        mine.count += 1;
        mine.count
    });
    let member = members.map(|members| {
        members.count += 1;
        members.count
    });
    format!("you: {mine:?}, chat: {}, you here: {member:?}", ours.count)
}

#[message]
fn of_person(text: &str, user: &User) -> String {
    format!("{} says {text}", user.first_name)
}

#[message]
fn of_text(text: &str, chat: &Chat) -> String {
    format!("{} says {text}", chat.title().unwrap_or("?"))
}

#[message]
fn of_anything(raw: &RawUpdate) -> String {
    let message = &raw.to_value()["message"];
    if message["dice"].is_null() { "something".to_owned() } else { "dice".to_owned() }
}

/// Be greeted
#[command("hello")]
fn hello(greeting: &Greeting, user: Option<&User>) -> String {
    format!("{}, {}!", greeting.0, user.map_or("stranger", |user| &user.first_name))
}

/// Be sent off
#[command("bye")]
fn bye(farewell: &Farewell, greeting: Option<&Greeting>) -> String {
    format!("{}{}", greeting.map_or("", |greeting| greeting.0), farewell.0)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_handler_that_fits_takes_the_update() {
    let stage = Stage::new().await;
    let handlers = handlers![of_topic, of_person, of_text, of_anything];
    let (_bot, ann) = (stage.start(App::new(handlers)), stage.user("Ann"));
    let (group, channel) = (stage.emulator.supergroup("Friends"), stage.emulator.channel("News"));

    assert_eq!(ask(&ann, "hi").await, "Ann says hi");
    assert_eq!(ask(&ann, "/topic").await, "Ann says /topic");
    ann.draft("/topic").to(&group).in_topic(7).send();
    ann.draft("/topic").to(&group).with("message_thread_id", json!(7)).send();
    group.post("anonymous");
    let replies = stage.emulator.wait_for_replies(group.id(), 3, PATIENCE).await.unwrap();
    assert_eq!(replies, ["topic: 1", "Ann says /topic", "Friends says anonymous"]);
    channel.post("news");
    let replies = stage.emulator.wait_for_replies(channel.id(), 1, PATIENCE).await.unwrap();
    assert_eq!(replies, ["News says news"]);
    let chat = json!({ "id": ann.id(), "type": "private", "first_name": "Ann" });
    let dice = json!({ "message_id": 9, "date": 0, "chat": chat, "dice": { "emoji": "🎲", "value": 1 } });
    stage.emulator.push(json!({ "message": dice }));
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "dice");
}

#[tokio::test(flavor = "multi_thread")]
async fn optional_data_is_lent_where_the_update_has_it() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(App::new(handlers![count])), stage.user("Ann"));
    let (group, channel) = (stage.emulator.group("Friends"), stage.emulator.channel("News"));
    assert_eq!(ask(&ann, "/count").await, "you: Some(1), chat: 1, you here: Some(1)");
    ann.send_to(&group, "/count");
    ann.send_to(&group, "/count");
    let replies = stage.emulator.wait_for_replies(group.id(), 2, PATIENCE).await.unwrap();
    assert_eq!(replies[1], "you: Some(3), chat: 2, you here: Some(2)");
    channel.post("/count");
    let replies = stage.emulator.wait_for_replies(channel.id(), 1, PATIENCE).await.unwrap();
    assert_eq!(replies, ["you: None, chat: 1, you here: None"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_application_has_is_lent_to_handlers() {
    let stage = Stage::new().await;
    let app = App::new(handlers![hello, bye]).state(Greeting("Hello")).state(Farewell("Bye"));
    let (_bot, ann, channel) = (stage.start(app), stage.user("Ann"), stage.emulator.channel("News"));
    assert_eq!(ask(&ann, "/hello").await, "Hello, Ann!");
    assert_eq!(ask(&ann, "/bye").await, "HelloBye");
    channel.post("/hello");
    let replies = stage.emulator.wait_for_replies(channel.id(), 1, PATIENCE).await.unwrap();
    assert_eq!(replies, ["Hello, stranger!"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_application_lacks_is_lent_as_nothing_to_who_can_do_without() {
    let stage = Stage::new().await;
    let app = App::new(handlers![bye]).state(Farewell("Bye"));
    let (_bot, ann) = (stage.start(app), stage.user("Ann"));
    assert_eq!(ask(&ann, "/bye").await, "Bye");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_the_application_lacks_is_reported_before_the_first_call() {
    let stage = Stage::new().await;
    let error = stage.start(App::new(handlers![hello, bye])).error().await.to_string();
    for name in ["matching::hello", "matching::bye", "Greeting", "Farewell", "App::state"] {
        assert!(error.contains(name), "{name} is not in: {error}");
    }
    assert!(stage.emulator.requests().is_empty());
    assert!(!stage.store().path().exists());
}
