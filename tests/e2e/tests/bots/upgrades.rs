//! Types that have changed since their values were stored.

use std::path::Path;

use pouch::prelude::*;
use serde_json::json;

use crate::support::{Stage, ask};

/// What version 2 of the type below was.
#[derive(pouch::serde::Deserialize, pouch::serde::Serialize)]
#[serde(crate = "pouch::serde")]
struct NamesV2 {
    name: String,
}

/// Who somebody is.
#[user_data(version = 3, upgrade = [name_field, split_name])]
#[derive(Default)]
struct Profile {
    first: String,
    last: String,
}

/// Version 1 was a text.
fn name_field(old: String) -> Result<NamesV2, BoxError> {
    assert!(old != "panic", "an upgrade that panics");
    if old.is_empty() { Err("no name".into()) } else { Ok(NamesV2 { name: old }) }
}

fn split_name(old: NamesV2) -> Result<Profile, BoxError> {
    let (first, last) = old.name.split_once(' ').ok_or("no last name")?;
    Ok(Profile { first: first.to_owned(), last: last.to_owned() })
}

/// See who you are
#[command("who")]
fn who(profile: &Profile) -> String {
    format!("{} / {}", profile.first, profile.last)
}

/// Change the last name
#[command("marry")]
fn marry(profile: &mut Profile, last: String) -> String {
    profile.last = last;
    who(profile)
}

/// Do nothing
#[command("touch")]
fn touch(profile: &mut Profile) -> &'static str {
    profile.first += "";
    "touched"
}

fn app() -> App {
    App::new(handlers![who, marry, touch])
}

/// A store in which Ann's profile is that, of that version of its type.
async fn stage_with(json: &str, version: u32) -> (Stage, pouch_emulator::User) {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(app());
    ask(&ann, "/marry x").await;
    bot.stop().await;
    stage.store().spoil("user", ann.id(), "Profile", json);
    stage.store().execute(&format!("UPDATE records SET type_version = {version}"));
    (stage, ann)
}

fn version_of(stage: &Stage) -> i64 {
    stage.store().number("SELECT type_version FROM records")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_record_is_upgraded_when_it_is_read_and_written_when_it_changes() {
    for (json, version) in [("\"Ann Lee\"", 1), ("{\"name\":\"Ann Lee\"}", 2)] {
        let (stage, ann) = stage_with(json, version).await;
        let _bot = stage.start(app());
        assert_eq!(ask(&ann, "/who").await, "Ann / Lee");
        assert_eq!(ask(&ann, "/touch").await, "touched");
        assert_eq!(stage.store().row("user", ann.id(), "Profile").unwrap().0, json);
        assert_eq!(version_of(&stage), i64::from(version));
        assert_eq!(ask(&ann, "/marry Ray").await, "Ann / Ray");
        let expected = json!({ "first": "Ann", "last": "Ray" });
        assert_eq!(stage.store().record("user", ann.id(), "Profile"), expected);
        assert_eq!(version_of(&stage), 3);
        assert_eq!(ask(&ann, "/who").await, "Ann / Ray");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_upgraded_or_is_newer_stays_and_gets_an_apology() {
    for (json, version) in
        [("\"Ann\"", 1), ("\"\"", 1), ("\"panic\"", 1), ("7", 2), ("{\"first\":\"A\",\"age\":1}", 4)]
    {
        let (stage, ann) = stage_with(json, version).await;
        let _bot = stage.start(app());
        for text in ["/who", "/marry Ray", "/touch"] {
            let answer = ask(&ann, text).await;
            assert!(answer.starts_with("Sorry, what I have stored"), "{answer}");
        }
        assert_eq!(stage.store().row("user", ann.id(), "Profile").unwrap().0, json);
        assert_eq!(version_of(&stage), i64::from(version));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_says_which_records_would_fail_and_changes_nothing() {
    let (stage, ann) = stage_with("\"Ann\"", 1).await;
    let bob = stage.user("Bob");
    let bot = stage.start(app());
    ask(&bob, "/marry Ray").await;
    stage.store().execute("INSERT INTO records VALUES ('chat', -5, 0, 'Lost', '1', 1, 1)");
    let check = check(stage.store().path()).await;
    assert_eq!((check.readable, check.unreadable, check.is_fine()), (1, 1, false));
    let text = check.to_string();
    let expected =
        format!("the record Profile of user {} can't be upgraded from version 1 of its type to 3", ann.id());
    assert!(text.contains(&expected) && text.contains("no last name"), "{text}");
    assert!(text.contains("no handler borrows Lost of chat: 1 records were not read"), "{text}");
    assert_eq!(stage.store().row("user", ann.id(), "Profile").unwrap().0, "\"Ann\"");
    bot.stop().await;
}

async fn check(path: &Path) -> pouch::StoreCheck {
    app().store_path(path).check_store().await.unwrap()
}
