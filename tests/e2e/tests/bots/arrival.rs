//! Updates that are not what they should be: each is handled or passed over, and the bot goes on.

use pouch::prelude::*;
use serde_json::{Value, json};

use crate::support::{PATIENCE, Stage, ask, command, private_message};

/// What a user has said.
#[user_data]
#[derive(Default)]
struct Diary {
    lines: Vec<String>,
}

/// Write a line
#[command("add")]
fn add(diary: &mut Diary, line: String) -> String {
    diary.lines.push(line);
    diary.lines.join(",")
}

fn app() -> App {
    App::new(handlers![add])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_edited_into_a_command_is_no_new_command() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    // Before the bot has said which kinds it wants, Telegram keeps all of them for it.
    let sent = ann.send("add a");
    ann.edit(&sent, "/add a");
    let sent = ann.send("/add b");
    ann.edit(&sent, "/add c");
    let bot = stage.start(app());
    assert_eq!(ask(&ann, "/add d").await, "b");
    bot.stop().await;
    assert_eq!(stage.emulator.replies(ann.id()), ["b", "b,d"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_post_has_no_user_data_to_lend() {
    let stage = Stage::new().await;
    let (bot, ann, channel) = (stage.start(app()), stage.user("Ann"), stage.emulator.channel("News"));
    let post = channel.post("/add a");
    assert_eq!(ask(&ann, "/add b").await, "b");
    stage.emulator.wait_until_confirmed(post.update_id, PATIENCE).await.unwrap();
    bot.stop().await;
    assert!(stage.emulator.replies(channel.id()).is_empty());
    assert_eq!(stage.store().record_count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn updates_of_an_unknown_kind_are_passed_over_and_confirmed() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let push = |update: Value| stage.emulator.push(update);
    push(json!({ "a_kind_of_next_year": { "from": { "id": ann.id() }, "text": "/add a" } }));
    push(json!({ "another_one": 5 }));
    push(json!({ "nothing_at_all": null }));
    push(json!({}));
    let _bot = stage.start(app());
    assert_eq!(ask(&ann, "/add b").await, "b");
    push(json!({ "a_kind_of_next_year": [] }));
    assert_eq!(ask(&ann, "/add c").await, "b,c");
    stage.all_confirmed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn updates_with_fields_of_the_wrong_type_are_passed_over_and_confirmed() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let spoilt = |field: &str, value: Value| {
        let mut message = command(&ann, "/add spoilt");
        message[field] = value;
        message
    };
    let wrong = [
        json!("no object"),
        json!([]),
        spoilt("message_id", json!("x")),
        spoilt("chat", json!({ "id": "x", "type": "private" })),
        spoilt("chat", json!(ann.id())),
        spoilt("from", json!({ "id": 1.5 })),
        spoilt("text", json!(["/add"])),
        spoilt("entities", json!("none")),
    ];
    for message in wrong {
        stage.emulator.push(json!({ "message": message }));
    }
    let bot = stage.start(app());
    assert_eq!(ask(&ann, "/add a").await, "a");
    stage.emulator.push(json!({ "message": spoilt("text", json!(5)) }));
    assert_eq!(ask(&ann, "/add b").await, "a,b");
    stage.all_confirmed().await;
    bot.stop().await;
    assert_eq!(stage.emulator.replies(ann.id()), ["a", "a,b"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_without_a_usable_id_does_not_stop_the_bot() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    stage.emulator.push(json!({ "update_id": "x", "message": command(&ann, "/add spoilt") }));
    let _bot = stage.start(app());
    assert_eq!(ask(&ann, "/add a").await, "a");
    stage.emulator.push(json!({ "update_id": null, "message": command(&ann, "/add spoilt") }));
    assert_eq!(ask(&ann, "/add b").await, "a,b");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_found_whatever_else_its_message_holds() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let entities = json!([
        { "type": "bot_command", "offset": 0, "length": 4 },
        { "type": "an_entity_of_next_year", "offset": 5, "length": 1, "depth": { "x": [] } },
    ]);
    ann.draft("/add a").entities(entities).send();
    ann.draft("/add b").with("brand_new", json!({ "deep": [1] })).send();
    ann.draft("/add c").with("reply_markup", json!({ "inline_keyboard": [[{ "new_button": 1 }]] })).send();
    ann.draft("/add d").with("via_bot", json!("of the wrong type")).send();
    let mut from = private_message(&ann, "")["from"].clone();
    from["first_name"] = json!(7);
    ann.draft("/add e").with("from", from).send();
    let replies = stage.emulator.wait_for_replies(ann.id(), 5, PATIENCE).await.unwrap();
    assert_eq!(replies, ["a", "a,b", "a,b,c", "a,b,c,d", "a,b,c,d,e"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_updates_with_one_id_the_first_is_handled() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let push =
        |id: i64, text: &str| stage.emulator.push(json!({ "update_id": id, "message": command(&ann, text) }));
    push(77, "/add a");
    push(77, "/add b");
    let _bot = stage.start(app());
    assert_eq!(ask(&ann, "/add c").await, "a");
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "a,c");
    stage.all_confirmed().await;
    push(77, "/add d");
    assert_eq!(ask(&ann, "/add e").await, "a,c,e");
    stage.all_confirmed().await;
}
