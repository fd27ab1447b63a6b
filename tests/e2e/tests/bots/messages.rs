//! Messages by what they hold, by regular expression and by filter.

use pouch::prelude::*;
use serde_json::{Value, json};

use crate::support::{Stage, ask, until};

const ANN: i64 = 1_042;

#[message(photo)]
fn photo(sizes: &[PhotoSize], best: &PhotoSize, caption: Option<&str>) -> String {
    format!("{} sizes, the best {} wide, {}", sizes.len(), best.width, caption.unwrap_or("no caption"))
}

#[message(location, venue)]
fn place(location: Option<&Location>, venue: Option<&Venue>) -> String {
    match (location, venue) {
        (Some(location), None) => format!("at {}", location.latitude),
        (None, Some(venue)) => format!("at the {}", venue.title),
        _ => "both or neither".to_owned(),
    }
}

#[message(new_chat_members)]
fn greet(new: &[User]) -> String {
    let names: Vec<&str> = new.iter().map(|user| user.first_name.as_str()).collect();
    format!("Hello, {}!", names.join(" and "))
}

#[message]
fn contact(contact: &Contact) -> &str {
    &contact.phone_number
}

#[message(poll)]
fn poll(poll: &Poll) -> &str {
    &poll.question
}

#[message(live_photo)]
fn newer_than_teloxide(raw: &RawUpdate) -> String {
    raw.to_value()["message"]["live_photo"]["file_id"].to_string()
}

#[message(regex = r"(?i)^remind me in (?<minutes>\d+) (?<unit>\w+ )?to (?<what>.+)$")]
fn remind(minutes: u8, unit: Option<String>, what: String) -> String {
    let unit = unit.unwrap_or_else(|| "minutes".to_owned());
    what + &format!(" in {minutes} {}", unit.trim())
}

fn is_question(text: &str) -> bool {
    text.ends_with('?')
}

fn is_of_ann(message: &Message, user: &User) -> bool {
    message.from.as_ref() == Some(user) && user.first_name == "Ann"
}

#[message(filter = is_question & !(filters::forwarded | filters::has_link) & is_of_ann)]
fn question() -> &'static str {
    "Good question."
}

fn breaks(text: &str) -> bool {
    assert!(text != "break", "asked to break");
    false
}

#[message(filter = breaks)]
fn never() {}

#[message(edited, text)]
fn edited(text: &str) -> String {
    format!("now {text}")
}

#[message]
fn rest(text: Option<&str>) -> String {
    format!("rest: {}", text.unwrap_or("no text"))
}

#[on_error]
fn tell(error: &HandlerError) -> String {
    error.to_string()
}

fn app() -> App {
    App::new(handlers![
        photo,
        place,
        greet,
        contact,
        poll,
        newer_than_teloxide,
        remind,
        question,
        never,
        edited,
        rest,
        tell
    ])
}

fn message(more: &Value) -> Value {
    let chat = json!({ "id": ANN, "type": "private", "first_name": "Ann" });
    let ann = json!({ "id": ANN, "is_bot": false, "first_name": "Ann" });
    let mut message = json!({ "message_id": 7, "date": 1, "chat": chat, "from": ann });
    message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({ "message": message })
}

/// What the bot answers to messages that hold these.
async fn answers(contents: &[Value]) -> Vec<String> {
    let stage = Stage::new().await;
    let _bot = stage.start(app());
    for content in contents {
        stage.emulator.push(message(content));
    }
    until("all are answered", || stage.sends_to(ANN).len() >= contents.len()).await;
    stage.sends_to(ANN).iter().map(|sent| sent.params["text"].as_str().unwrap().to_owned()).collect()
}

fn size(width: u32) -> Value {
    json!({ "file_id": "f", "file_unique_id": "u", "width": width, "height": width, "file_size": 1 })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_reaches_the_handler_of_what_it_holds() {
    let place = json!({ "latitude": 1.5, "longitude": 2.5 });
    let venue = json!({ "location": place, "title": "Teahouse", "address": "Main Street" });
    let bob = json!({ "id": 5, "is_bot": false, "first_name": "Bob" });
    let poll = json!({
        "id": "p", "question": "Tea?", "options": [], "total_voter_count": 0, "is_closed": false,
        "is_anonymous": true, "type": "regular", "allows_multiple_answers": false,
    });
    let told = answers(&[
        json!({ "photo": [size(90), size(320)], "caption": "us" }),
        json!({ "photo": [size(90)] }),
        json!({ "location": place }),
        json!({ "location": place, "venue": venue }),
        json!({ "new_chat_members": [bob, bob] }),
        json!({ "contact": { "phone_number": "+431", "first_name": "Cat" } }),
        json!({ "poll": poll }),
        json!({ "live_photo": { "file_id": "l" } }),
        json!({ "dice": { "emoji": "🎲", "value": 1 } }),
    ])
    .await;
    let expected = [
        "2 sizes, the best 320 wide, us",
        "1 sizes, the best 90 wide, no caption",
        "at 1.5",
        "at the Teahouse",
        "Hello, Bob and Bob!",
        "+431",
        "Tea?",
        "\"l\"",
        "rest: no text",
    ];
    assert_eq!(told, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_of_a_regular_expression_are_parameters_if_all_can_be_read() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    assert_eq!(ask(&ann, "Remind me in 5 to drink tea").await, "drink tea in 5 minutes");
    assert_eq!(ask(&ann, "remind ME in 5 hours to drink tea").await, "drink tea in 5 hours");
    assert_eq!(ask(&ann, "remind me in 256 to drink tea").await, "rest: remind me in 256 to drink tea");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_runs_where_its_filter_accepts() {
    let stage = Stage::new().await;
    let (_bot, ann, bob) = (stage.start(app()), stage.user("Ann"), stage.user("Bob"));
    assert_eq!(ask(&ann, "Tea?").await, "Good question.");
    assert_eq!(ask(&bob, "Tea?").await, "rest: Tea?");
    assert_eq!(ask(&ann, "tea.com?").await, "rest: tea.com?");
    let origin = json!({ "type": "hidden_user", "sender_user_name": "Dan", "date": 1 });
    ann.draft("Tea?").with("forward_origin", origin).send();
    assert_eq!(ann.read(crate::support::PATIENCE).await.unwrap().text, "rest: Tea?");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_that_panics_is_its_handlers_failure_and_the_next_update_is_handled() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let told = ask(&ann, "break").await;
    assert!(told.contains("messages::never panicked: in its filter: asked to break"), "{told}");
    assert_eq!(ask(&ann, "go on").await, "rest: go on");
    stage.all_confirmed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edited_messages_have_handlers_of_their_own() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let sent = ann.send("te");
    assert_eq!(ann.read(crate::support::PATIENCE).await.unwrap().text, "rest: te");
    ann.edit(&sent, "tea");
    assert_eq!(ann.read(crate::support::PATIENCE).await.unwrap().text, "now tea");
}

#[message(regex = r"(?<all>(\w{100}){100})")]
fn too_large(all: String) -> String {
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expression_that_would_take_too_much_memory_is_refused_at_the_start() {
    let stage = Stage::new().await;
    let error = stage.start(App::new(handlers![too_large])).error().await.to_string();
    assert!(error.contains("messages::too_large") && error.contains("size limit"), "{error}");
}
