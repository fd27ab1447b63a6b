//! What people type: commands, their arguments, and texts that come back as they were typed.

mod links;
mod menus;

use pouch::prelude::*;
use pouch_emulator::User;
use serde_json::json;

use crate::support::{Stage, ask, until};

/// What a user has put away.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: HashMap<Uuid, String>,
}

/// Store a value and get its key
#[command("put")]
fn put(shelf: &mut Shelf, value: String) -> Uuid {
    let key = Uuid::new_v4();
    shelf.values.insert(key, value);
    key
}

/// Look a value up by its key
#[command("get")]
fn get(shelf: &Shelf, key: Uuid) -> &str {
    shelf.values.get(&key).map_or("Not found", String::as_str)
}

/// Count your values
#[command("count")]
fn count(shelf: &Shelf) -> usize {
    shelf.values.len()
}

#[command("secret", hidden)]
fn secret() -> &'static str {
    "found"
}

fn app() -> App {
    App::new(handlers![put, get, count, secret])
}

/// Puts a value away and takes it out again.
async fn kept(user: &User, value: &str) -> String {
    let key = ask(user, &format!("/put {value}")).await;
    ask(user, &format!("/get {key}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_away_is_found_by_its_owner_and_by_nobody_else() {
    let stage = Stage::new().await;
    let (_bot, ann, bob) = (stage.start(app()), stage.user("Ann"), stage.user("Bob"));
    let key = ask(&ann, "/put a value").await;
    assert_eq!(ask(&bob, &format!("/get {key}")).await, "Not found");
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "a value");
    assert_eq!(ask(&ann, &format!("/get {}", key.to_uppercase())).await, "a value");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_argument_is_answered_with_the_usage() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let usage = "Usage: /put <value>\nvalue: expected text, got nothing";
    assert_eq!(ask(&ann, "/put").await, usage);
    assert_eq!(ask(&ann, "/put@pouch_emulator_bot").await, usage);
    assert_eq!(ask(&ann, "/count").await, "0");
    assert_eq!(kept(&ann, "x").await, "x");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_argument_that_does_not_parse_is_answered_with_what_was_expected_and_got() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let expected =
        "Usage: /get <key>\nkey: expected a UUID such as 67e55044-10b1-426f-9247-bb680e5fe0c8, got";
    assert_eq!(ask(&ann, "/get nonsense").await, format!("{expected} “nonsense”"));
    assert_eq!(ask(&ann, "/get").await, format!("{expected} nothing"));
    assert_eq!(kept(&ann, "x").await, "x");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_superfluous_argument_is_as_wrong_as_a_missing_one() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let key = ask(&ann, "/put x").await;
    let refused = ask(&ann, &format!("/get {key} more")).await;
    assert_eq!(refused, "Usage: /get <key>\nexpected nothing after key, got “more”");
    let refused = ask(&ann, "/count 5").await;
    assert_eq!(refused, "Usage: /count\nexpected no arguments, got “5”");
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "x");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_comes_back_as_it_was_typed() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let values = [
        "\"quoted words\" and “curly ones”",
        "an \"open quotation mark",
        "two  spaces   and more",
        "three\nlines\n\n  the last one indented",
        "<b>bold</b> & *stars* _and_ [links](x) `code` \\ %20",
        "/get /put -- ; DROP TABLE records",
        "👍🏽 grüße שלום",
    ];
    for value in values {
        assert_eq!(kept(&ann, value).await, value);
    }
    let long = "x".repeat(4_000);
    assert_eq!(kept(&ann, &long).await, long);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_may_begin_on_the_line_below_its_command() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let key = ask(&ann, "/put\nvalue").await;
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "value");
    let key = ask(&ann, "/put@pouch_emulator_bot\ntwo\nlines").await;
    assert_eq!(ask(&ann, &format!("/get\n{key}")).await, "two\nlines");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_known_in_any_letter_case_and_with_the_bots_own_name() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    for command in ["/PUT x", "/Put x", "/put@pouch_emulator_bot x", "/pUt@POUCH_Emulator_BOT x"] {
        let key = ask(&ann, command).await;
        assert_eq!(ask(&ann, &format!("/get {key}")).await, "x", "{command}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_command_of_this_bot_is_passed_over() {
    let stage = Stage::new().await;
    let (bot, ann, group) = (stage.start(app()), stage.user("Ann"), stage.emulator.supergroup("Friends"));
    let texts = [
        "/put@otherbot x",
        "/put@pouch_emulator_bot2 x",
        "/putt x",
        "put x",
        "😀 /put x",
        "x /put y",
        "/",
        "//put x",
    ];
    for text in texts {
        ann.send(text);
        ann.send_to(&group, text);
    }
    ann.send_code("/count");
    ann.draft("/count").formatted("bold").send();
    ann.draft("/count").entities(json!([])).send();
    assert_eq!(ask(&ann, "/count").await, "0");
    ann.send_to(&group, "/count");
    stage.all_confirmed().await;
    bot.stop().await;
    assert_eq!(stage.emulator.replies(ann.id()), ["0"]);
    assert_eq!(stage.emulator.replies(group.id()), ["0"]);
    assert_eq!(stage.store().record_count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn help_lists_the_commands_and_how_they_are_typed() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let help = ask(&ann, "/help").await;
    let lines: Vec<&str> = help.lines().collect();
    assert_eq!(
        lines,
        [
            "/put <value> — Store a value and get its key",
            "/get <key> — Look a value up by its key",
            "/count — Count your values",
        ]
    );
    assert_eq!(ask(&ann, "/secret").await, "found");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_is_told_the_commands_and_their_descriptions() {
    let stage = Stage::new().await;
    let _bot = stage.start(app());
    until("the menu is set", || !stage.emulator.requests_of("setMyCommands").is_empty()).await;
    let call = stage.emulator.requests_of("setMyCommands").remove(0);
    let menu = json!([
        { "command": "put", "description": "Store a value and get its key" },
        { "command": "get", "description": "Look a value up by its key" },
        { "command": "count", "description": "Count your values" },
    ]);
    assert_eq!(call.params["commands"], menu);
}
