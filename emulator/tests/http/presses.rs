//! Buttons that people press.

use std::time::Duration;

use crate::bot::Bot;
use pouch_emulator::{Emulator, User};
use serde_json::{Value, json};

const TOO_OLD: &str = "Bad Request: query is too old and response timeout expired or query ID is invalid";

async fn start() -> (Emulator, Bot, User) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann)
}

async fn ask(bot: &Bot, chat_id: i64, labels: &[&str]) -> Value {
    let row: Vec<Value> =
        labels.iter().map(|label| json!({ "text": label, "callback_data": format!("{label}!") })).collect();
    let markup = json!({ "inline_keyboard": [row] });
    bot.ok("sendMessage", json!({ "chat_id": chat_id, "text": "Sure?", "reply_markup": markup })).await
}

async fn last_query(bot: &Bot) -> Value {
    let updates = bot.ok("getUpdates", json!({ "offset": -1 })).await;
    updates[0]["callback_query"].clone()
}

#[tokio::test]
async fn a_press_tells_the_bot_what_and_where() {
    let (_emulator, bot, ann) = start().await;
    let question = ask(&bot, ann.id(), &["Yes", "No"]).await;
    let press = ann.press("No");
    let query = last_query(&bot).await;
    assert_eq!(query["id"], press.query_id());
    assert_eq!(query["from"]["id"], ann.id());
    assert_eq!(query["message"], question);
    assert_eq!(query["data"], "No!");
    assert!(query["chat_instance"].is_string());
}

#[tokio::test]
async fn an_answer_is_seen_once_and_every_attempt_counted() {
    let (_emulator, bot, ann) = start().await;
    ask(&bot, ann.id(), &["Yes"]).await;
    let press = ann.press("Yes");
    assert_eq!((press.seen(), press.attempts()), (None, 0));
    let answer = json!({ "callback_query_id": press.query_id(), "text": "Done", "show_alert": true });
    assert_eq!(bot.ok("answerCallbackQuery", answer.clone()).await, true);
    let seen = press.answer().await.unwrap();
    assert_eq!((seen.text.as_str(), seen.is_alert, seen.url, seen.cache_time), ("Done", true, None, 0));
    assert_eq!(bot.refusal("answerCallbackQuery", answer).await, (400, TOO_OLD.to_owned()));
    assert_eq!(press.attempts(), 2);
}

#[tokio::test]
async fn an_answer_without_text_only_stops_the_spinner() {
    let (_emulator, bot, ann) = start().await;
    ask(&bot, ann.id(), &["Yes"]).await;
    let press = ann.press("Yes");
    let waiting = tokio::spawn({
        let press = press.clone();
        async move { press.answer().await.unwrap() }
    });
    bot.ok("answerCallbackQuery", json!({ "callback_query_id": press.query_id() })).await;
    assert_eq!(waiting.await.unwrap().text, "");
}

#[tokio::test]
async fn answers_that_telegram_refuses_are_refused() {
    let (emulator, bot, ann) = start().await;
    ask(&bot, ann.id(), &["Yes"]).await;
    let press = ann.press("Yes");
    let id = press.query_id();
    let cases = [
        (json!({}), TOO_OLD),
        (json!({ "callback_query_id": "abc" }), TOO_OLD),
        (json!({ "callback_query_id": "1" }), TOO_OLD),
        (json!({ "callback_query_id": id, "text": "x".repeat(201) }), "Bad Request: MESSAGE_TOO_LONG"),
        (json!({ "callback_query_id": id, "url": "https://example.com" }), "Bad Request: URL_INVALID"),
    ];
    for (params, reason) in cases {
        assert_eq!(bot.refusal("answerCallbackQuery", params).await, (400, reason.to_owned()));
    }
    let url = format!("https://t.me/{}?start=x", emulator.bot_username());
    bot.ok("answerCallbackQuery", json!({ "callback_query_id": id, "url": url })).await;
    assert_eq!(press.seen().unwrap().url, Some(url));
}

#[tokio::test]
async fn a_query_of_an_hour_ago_cannot_be_answered() {
    let (emulator, bot, ann) = start().await;
    ask(&bot, ann.id(), &["Yes"]).await;
    let press = ann.press("Yes");
    emulator.clock().advance(Duration::from_hours(1));
    let answer = json!({ "callback_query_id": press.query_id() });
    assert_eq!(bot.refusal("answerCallbackQuery", answer).await.1, TOO_OLD);
    assert_eq!((press.seen(), press.attempts()), (None, 1));
}

#[tokio::test]
async fn data_can_be_forged_and_the_latest_button_of_a_label_is_pressed() {
    let (emulator, bot, ann) = start().await;
    let friends = emulator.supergroup("Friends");
    let first = ask(&bot, friends.id(), &["Yes"]).await;
    let second = ask(&bot, friends.id(), &["Yes"]).await;
    let _ = ann.press_in(&friends, "Yes");
    assert_eq!(last_query(&bot).await["message"]["message_id"], second["message_id"]);
    let messages = emulator.messages(friends.id());
    let _ = ann.press_on(&messages[0], "Yes");
    assert_eq!(last_query(&bot).await["message"]["message_id"], first["message_id"]);
    let _ = ann.press_data(&messages[0], "forged");
    assert_eq!(last_query(&bot).await["data"], "forged");
    assert_eq!(messages[0].labels(), ["Yes"]);
}

#[tokio::test]
#[should_panic(expected = "a button `Maybe`")]
async fn a_button_that_is_not_there_cannot_be_pressed() {
    let (_emulator, bot, ann) = start().await;
    ask(&bot, ann.id(), &["Yes"]).await;
    let _ = ann.press("Maybe");
}

#[tokio::test]
async fn a_press_is_queued_only_for_bots_that_ask_for_it() {
    let (emulator, bot, ann) = start().await;
    bot.ok("getUpdates", json!({ "allowed_updates": ["message"] })).await;
    ask(&bot, ann.id(), &["Yes"]).await;
    let press = ann.press("Yes");
    assert_eq!(emulator.pending_updates(), 0);
    let error = press.wait_for_answer(Duration::from_millis(10)).await.unwrap_err();
    assert!(error.to_string().ends_with("\n  bot: Sure?"), "{error}");
}

#[tokio::test]
async fn callback_data_has_64_bytes_at_most() {
    let (_emulator, bot, ann) = start().await;
    let message = |data: &str| {
        let button = json!({ "text": "x", "callback_data": data });
        json!({ "chat_id": ann.id(), "text": "x", "reply_markup": { "inline_keyboard": [[button]] } })
    };
    for data in ["x".repeat(65), "ß".repeat(33)] {
        let refusal = bot.refusal("sendMessage", message(&data)).await;
        assert_eq!(refusal, (400, "Bad Request: BUTTON_DATA_INVALID".to_owned()));
    }
    bot.ok("sendMessage", message(&"x".repeat(64))).await;
}
