//! What is in the store file, and what is not.

use std::collections::btree_map::Entry;

use pouch::prelude::*;
use serde_json::json;

use crate::support::{Stage, ask};

/// What a user has put away.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: BTreeMap<String, u32>,
}

/// How often anybody came.
#[chat_data(name = "visits")]
#[derive(Default)]
struct Visits(u32);

/// Put a number away
#[command("put")]
fn put(shelf: &mut Shelf, name: String, number: u32) -> String {
    shelf.values.insert(name, number);
    format!("{:?}", shelf.values)
}

/// Throw a number away
#[command("drop")]
fn remove(shelf: &mut Shelf, name: String) -> String {
    if let Entry::Occupied(number) = shelf.values.entry(name) {
        number.remove();
    }
    format!("{:?}", shelf.values)
}

/// Look
#[command("look")]
fn look(shelf: &Shelf, visits: &Visits) -> String {
    format!("{:?} {}", shelf.values, visits.0)
}

/// Take everything out and put it back
#[command("touch")]
fn touch(shelf: &mut Shelf, visits: &mut Visits) -> &'static str {
    shelf.values = std::mem::take(&mut shelf.values).into_iter().collect();
    visits.0 += 0;
    "touched"
}

/// Come
#[command("visit")]
fn visit(visits: &mut Visits) -> u32 {
    visits.0 += 1;
    visits.0
}

fn app() -> App {
    App::new(handlers![put, remove, look, touch, visit])
}

#[tokio::test(flavor = "multi_thread")]
async fn records_are_json_under_the_name_of_their_type() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    ask(&ann, "/put a 1").await;
    ask(&ann, "/visit").await;
    assert_eq!(stage.store().record("user", ann.id(), "Shelf"), json!({ "values": { "a": 1 } }));
    assert_eq!(stage.store().record("chat", ann.id(), "visits"), json!(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_created_by_reading_or_by_changing_nothing() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    assert_eq!(ask(&ann, "/look").await, "{} 0");
    assert_eq!(ask(&ann, "/touch").await, "touched");
    assert_eq!(ask(&ann, "/drop a").await, "{}");
    assert_eq!(stage.store().record_count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_nobody_changed_is_not_written_again() {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.start(app()), stage.user("Ann"));
    ask(&ann, "/put a 1").await;
    let before = stage.store().row("user", ann.id(), "Shelf");
    assert!(before.is_some());
    ask(&ann, "/touch").await;
    ask(&ann, "/put a 1").await;
    assert_eq!(stage.store().row("user", ann.id(), "Shelf"), before);
    bot.stop().await;

    let _bot = stage.start(app());
    ask(&ann, "/touch").await;
    assert_eq!(stage.store().row("user", ann.id(), "Shelf"), before);
    ask(&ann, "/put a 2").await;
    assert_ne!(stage.store().row("user", ann.id(), "Shelf"), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_back_at_its_default_is_removed_from_the_file() {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.start(app()), stage.user("Ann"));
    ask(&ann, "/put a 1").await;
    assert_eq!(stage.store().record_count(), 1);
    ask(&ann, "/drop a").await;
    assert_eq!(stage.store().record_count(), 0);
    ask(&ann, "/put b 2").await;
    bot.stop().await;

    let _bot = stage.start(app());
    assert_eq!(ask(&ann, "/drop b").await, "{}");
    assert_eq!(stage.store().record_count(), 0);
    assert_eq!(ask(&ann, "/put c 3").await, r#"{"c": 3}"#);
    assert_eq!(stage.store().record_count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_cannot_be_decoded_is_left_as_it_is_and_its_user_gets_an_apology() {
    let stage = Stage::new().await;
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    let bot = stage.start(app());
    ask(&ann, "/put a 1").await;
    bot.stop().await;

    for spoilt in [r#"{"values": {"a": "one"},  "more": []}"#, r#"{"values": {"a": 1"#, "", "[1, 2"] {
        stage.store().spoil("user", ann.id(), "Shelf", spoilt);
        let before = stage.store().row("user", ann.id(), "Shelf").unwrap();
        assert_eq!(before.0, spoilt);
        let bot = stage.start(app());
        for command in ["/put b 2", "/look", "/touch", "/drop a"] {
            let apology = ask(&ann, command).await;
            assert!(apology.starts_with("Sorry"), "{command} was answered with {apology}");
        }
        assert_eq!(ask(&bob, "/put b 2").await, r#"{"b": 2}"#);
        assert_eq!(ask(&ann, "/visit").await, "1");
        bot.stop().await;
        assert_eq!(stage.store().row("user", ann.id(), "Shelf").unwrap(), before);
        stage.store().spoil("chat", ann.id(), "visits", "0");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_was_repaired_by_hand_is_read_after_the_next_start() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(app());
    ask(&ann, "/put a 1").await;
    bot.stop().await;
    stage.store().spoil("user", ann.id(), "Shelf", "{");
    let bot = stage.start(app());
    ask(&ann, "/look").await;
    bot.stop().await;
    stage.store().spoil("user", ann.id(), "Shelf", r#"{"values":{"z":26}}"#);
    let _bot = stage.start(app());
    assert_eq!(ask(&ann, "/look").await, r#"{"z": 26} 0"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn data_is_there_when_the_same_process_starts_the_bot_again_at_once() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    for count in 1..=50 {
        let bot = stage.start(app());
        assert_eq!(ask(&ann, "/visit").await, count.to_string());
        bot.stop().await;
    }
}
