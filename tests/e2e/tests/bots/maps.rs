//! Maps in records, stored entry by entry, through a whole bot.

use pouch::prelude::*;
use serde_json::json;

use crate::support::{Stage, ask};

/// What a user has put away.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: Map<u32, String>,
}

/// Who comes how often.
#[bot_data]
#[derive(Default)]
struct Visits {
    counts: Map<UserId, u32>,
}

/// Put a value away
#[command("put")]
fn put(shelf: &mut Shelf, number: u32, value: String) -> usize {
    shelf.values.insert(number, value);
    shelf.values.len()
}

/// Look a value up
#[command("get")]
fn get(shelf: &Shelf, number: u32) -> &str {
    shelf.values.get(&number).map_or("Not found", String::as_str)
}

/// Put a value away, and fail
#[command("fail")]
async fn fail(shelf: &mut Shelf, number: u32) -> Result<(), BoxError> {
    shelf.values.insert(number, "lost".to_owned());
    tokio::task::yield_now().await;
    shelf.values.remove(&1);
    Err("no".into())
}

/// Throw a value away
#[command("drop")]
fn remove(shelf: &mut Shelf, number: u32) -> Option<String> {
    shelf.values.remove(&number)
}

/// All values
#[command("all")]
async fn all(shelf: &Shelf) -> String {
    tokio::task::yield_now().await;
    let values: Vec<_> = shelf.values.iter().map(|(number, value)| format!("{number}={value}")).collect();
    format!("{}: {}", shelf.values.len(), values.join(" "))
}

/// Come
#[command("come")]
fn come(visits: &mut Visits, user: &User) -> u32 {
    let count = visits.counts.entry(user.id).or_default();
    *count += 1;
    *count
}

fn app() -> App {
    App::new(handlers![put, get, fail, remove, all, come])
}

/// In a runtime of one thread, too.
#[tokio::test]
async fn a_map_is_kept_entry_by_entry() {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.start(app()), stage.user("Ann"));
    assert_eq!(ask(&ann, "/put 1 one").await, "1");
    assert_eq!(ask(&ann, "/put 20 twenty").await, "2");
    assert_eq!(ask(&ann, "/put 3 three").await, "3");
    assert_eq!(ask(&ann, "/put 3 drei").await, "3");
    assert_eq!(ask(&ann, "/get 20").await, "twenty");
    assert_eq!(ask(&ann, "/get 21").await, "Not found");
    assert_eq!(ask(&ann, "/come").await, "1");
    assert_eq!(ask(&ann, "/come").await, "2");
    bot.stop().await;
    let _bot = stage.start(app());
    assert_eq!(ask(&ann, "/all").await, "3: 1=one 3=drei 20=twenty");
    assert_eq!(ask(&ann, "/come").await, "3");
    let record = stage.store().record("user", ann.id(), "Shelf");
    assert_eq!(record["values"]["len"], 3);
    let id = record["values"]["$map"].as_str().unwrap();
    assert_eq!(stage.store().entries(id), ["1=\"one\"", "3=\"drei\"", "20=\"twenty\""]);
    assert_eq!(stage.store().record("bot", 0, "Visits")["counts"]["len"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_changes_no_entry_and_an_empty_map_leaves_nothing() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    ask(&ann, "/put 1 one").await;
    ann.send("/fail 2");
    assert_eq!(ask(&ann, "/all").await, "1: 1=one");
    assert_eq!(ask(&ann, "/drop 1").await, "one");
    assert_eq!(ask(&ann, "/all").await, "0:");
    assert_eq!((stage.store().record_count(), stage.store().entry_count()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hash_map_of_an_earlier_version_of_the_bot_is_taken_over() {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.start(app()), stage.user("Ann"));
    ask(&ann, "/put 7 x").await;
    bot.stop().await;
    let before = json!({ "values": { "1": "one", "10": "ten", "9": "nine" } }).to_string();
    stage.store().spoil("user", ann.id(), "Shelf", &before);
    let _bot = stage.start(app());
    assert_eq!(ask(&ann, "/get 10").await, "ten");
    let untouched = stage.store().row("user", ann.id(), "Shelf").unwrap().0;
    assert_eq!(untouched, before, "reading changes nothing");
    assert_eq!(ask(&ann, "/put 2 two").await, "4");
    assert_eq!(stage.store().record("user", ann.id(), "Shelf")["values"]["len"], 4);
    assert_eq!(ask(&ann, "/all").await, "4: 1=one 2=two 9=nine 10=ten");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_cannot_be_read_gets_an_apology_and_stays() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    ask(&ann, "/put 1 one").await;
    ask(&ann, "/put 2 two").await;
    stage.store().execute("UPDATE entries SET json = '[]' WHERE key = 1");
    for text in ["/get 1", "/put 1 new", "/all"] {
        let answer = ask(&ann, text).await;
        assert!(answer.starts_with("Sorry, what I have stored"), "{answer}");
    }
    assert_eq!(ask(&ann, "/get 2").await, "two");
    let id = stage.store().record("user", ann.id(), "Shelf")["values"]["$map"].as_str().unwrap().to_owned();
    assert_eq!(stage.store().entries(&id), ["1=[]", "2=\"two\""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_people_at_once_lose_no_entry_of_the_bot() {
    let stage = Stage::new().await;
    let _bot = stage.start(app());
    let people: Vec<_> = (0..20).map(|number| stage.user(&format!("Person {number}"))).collect();
    (0..4).for_each(|_| people.iter().for_each(|person| _ = person.send("/come")));
    for person in &people {
        for count in ["1", "2", "3", "4"] {
            assert_eq!(person.reply().await.unwrap(), count);
        }
    }
    stage.all_confirmed().await;
    assert_eq!(stage.store().record("bot", 0, "Visits")["counts"]["len"], 20);
}
