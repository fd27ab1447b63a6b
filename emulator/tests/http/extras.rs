//! Games, drafts, prepared messages, verification, former names, limits of rate.

use std::time::Duration;

use crate::bot::Bot;
use pouch_emulator::Emulator;
use serde_json::json;

#[tokio::test]
async fn points_in_a_game_are_kept_by_message_and_person() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann, bob) = (Bot::new(&emulator), emulator.user("Ann"), emulator.user("Bob"));
    let game = bot.ok("sendGame", json!({ "chat_id": ann.id(), "game_short_name": "go" })).await;
    let place = |user: i64, score: i64| json!({ "chat_id": ann.id(), "message_id": game["message_id"], "user_id": user, "score": score });
    bot.ok("setGameScore", place(ann.id(), 5)).await;
    bot.ok("setGameScore", place(bob.id(), 7)).await;
    let less = bot.refusal("setGameScore", place(bob.id(), 6)).await;
    assert_eq!(less.1, "Bad Request: BOT_SCORE_NOT_MODIFIED");
    let scores = bot.ok("getGameHighScores", place(ann.id(), 0)).await;
    assert_eq!((&scores[0]["user"]["id"], &scores[1]["score"]), (&json!(bob.id()), &json!(5)));
}

#[tokio::test]
async fn drafts_prepared_messages_and_pictures_are_taken_and_verification_is_for_others() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    bot.ok("sendMessageDraft", json!({ "chat_id": ann.id(), "draft_id": 1, "text": "Thin" })).await;
    assert_eq!(bot.refusal("sendMessageDraft", json!({ "chat_id": ann.id(), "draft_id": 0 })).await.0, 400);
    let content = json!({ "message_text": "hello" });
    let result = json!({ "type": "article", "id": "1", "title": "Hello", "input_message_content": content });
    let prepare = json!({ "user_id": ann.id(), "result": result, "allow_user_chats": true });
    assert!(bot.ok("savePreparedInlineMessage", prepare).await["id"].is_string());
    let late = json!({ "web_app_query_id": "7", "result": result });
    assert!(bot.refusal("answerWebAppQuery", late).await.1.contains("query is too old"));
    let verify = bot.refusal("verifyUser", json!({ "user_id": ann.id() })).await;
    assert_eq!(verify.1, "Bad Request: BOT_VERIFIER_FORBIDDEN");
    bot.ok("removeMyProfilePhoto", json!({})).await;
}

#[tokio::test]
async fn former_names_of_methods_are_taken() {
    let emulator = Emulator::start().await.unwrap();
    let group = emulator.group("Friends");
    let bot = format!("{}/bot{}", emulator.api_url(), emulator.token());
    // The documentation has these names no more, so the other tests' check of answers can't know them.
    let url = format!("{bot}/getChatMembersCount?chat_id={}", group.id());
    assert_eq!(reqwest::get(url).await.unwrap().text().await.unwrap(), r#"{"ok":true,"result":1}"#);
}

#[tokio::test]
async fn limits_of_rate_are_kept_where_they_are_wanted() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, group) = (Bot::new(&emulator), emulator.group("Friends"));
    let message = json!({ "chat_id": group.id(), "text": "hello" });
    emulator.limit_rate(true);
    for _ in 0..20 {
        bot.ok("sendMessage", message.clone()).await;
        emulator.clock().advance(Duration::from_secs(1));
    }
    let refused = bot.call("sendMessage", message.clone()).await;
    assert_eq!(refused["error_code"], 429);
    let seconds = refused["parameters"]["retry_after"].as_u64().unwrap();
    assert!((1..=40).contains(&seconds), "{refused}");
    emulator.clock().advance(Duration::from_secs(seconds));
    bot.ok("sendMessage", message.clone()).await;
    emulator.limit_rate(false);
    bot.ok("sendMessage", message).await;
}
