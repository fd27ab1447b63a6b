//! Updates that are brought to the bot.

use crate::{
    bot::{Bot, PATIENCE},
    hook::Hook,
};
use pouch_emulator::{DeliveryFault, Emulator, User};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User, Hook) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann, Hook::open().await)
}

async fn set(bot: &Bot, hook: &Hook, further: Value) {
    let mut params = json!({ "url": hook.url });
    params.as_object_mut().unwrap().extend(further.as_object().unwrap().clone());
    assert_eq!(bot.ok("setWebhook", params).await, true);
}

#[tokio::test]
async fn updates_are_brought_and_confirmed_by_a_status_of_200() {
    let (emulator, bot, ann, mut hook) = start().await;
    let before = ann.send("before");
    set(&bot, &hook, json!({ "secret_token": "S3cret_-" })).await;
    let arrival = hook.arrival().await;
    assert_eq!(arrival.update["update_id"], before.update_id);
    assert!(arrival.head.starts_with("post /hook?x=1 http/1.1"), "{}", arrival.head);
    assert!(arrival.head.contains("x-telegram-bot-api-secret-token: s3cret_-"), "{}", arrival.head);
    assert!(arrival.head.contains("content-type: application/json"), "{}", arrival.head);
    let after = ann.send("after");
    assert_eq!(hook.arrival().await.update["message"]["text"], "after");
    emulator.wait_until_confirmed(after.update_id, PATIENCE).await.unwrap();
    assert_eq!(emulator.pending_updates(), 0);
}

#[tokio::test]
async fn an_answer_may_be_a_call() {
    let (emulator, bot, ann, hook) = start().await;
    hook.answer_next("200 OK", &json!({ "method": "sendMessage", "chat_id": ann.id(), "text": "at once" }));
    set(&bot, &hook, json!({})).await;
    ann.send("hello");
    assert_eq!(ann.reply().await.unwrap(), "at once");
    assert_eq!(emulator.requests_of("sendMessage").len(), 1);
}

#[tokio::test]
async fn a_bad_answer_is_noted_and_the_update_brought_again() {
    let (_emulator, bot, ann, mut hook) = start().await;
    hook.answer_next("500 Internal Server Error", &json!({}));
    set(&bot, &hook, json!({ "max_connections": 7 })).await;
    let sent = ann.send("hello");
    assert_eq!(hook.arrival().await.update["update_id"], sent.update_id);
    assert_eq!(hook.arrival().await.update["update_id"], sent.update_id);
    let state = bot.ok("getWebhookInfo", json!({})).await;
    assert_eq!((&state["url"], &state["max_connections"]), (&json!(hook.url), &json!(7)));
    assert_eq!(state["last_error_message"], "Wrong response from the webhook: 500 Internal Server Error");
    assert!(state["last_error_date"].is_u64());
    assert_eq!(state["ip_address"], "127.0.0.1");
}

#[tokio::test]
async fn a_delivery_or_its_answer_may_get_lost() {
    let (emulator, bot, ann, mut hook) = start().await;
    set(&bot, &hook, json!({})).await;
    emulator.fail_delivery(DeliveryFault::Lost);
    emulator.fail_delivery(DeliveryFault::AnswerLost);
    let sent = ann.send("hello");
    for _ in 0..2 {
        assert_eq!(hook.arrival().await.update["update_id"], sent.update_id);
    }
    emulator.wait_until_confirmed(sent.update_id, PATIENCE).await.unwrap();
    assert!(hook.is_quiet().await);
    let state = bot.ok("getWebhookInfo", json!({})).await;
    assert_eq!(state["last_error_message"], "Read timeout expired");
}

#[tokio::test]
async fn chats_are_brought_in_parallel_and_each_in_order() {
    let (emulator, bot, ann, mut hook) = start().await;
    let bob = emulator.user("Bob");
    hook.hold();
    set(&bot, &hook, json!({})).await;
    for person in [&ann, &bob] {
        person.send("first");
        person.send("second");
    }
    let mut firsts = [hook.arrival().await.update, hook.arrival().await.update];
    firsts.sort_by_key(|update| update["update_id"].as_i64());
    assert!(firsts.iter().all(|update| update["message"]["text"] == "first"));
    assert_eq!(firsts[1]["message"]["from"]["id"], bob.id());
    assert!(hook.is_quiet().await, "the second waits for the first of its chat");
    hook.release(4);
    assert_eq!(hook.arrival().await.update["message"]["text"], "second");
    assert_eq!(hook.arrival().await.update["message"]["text"], "second");
}

#[tokio::test]
async fn no_more_updates_are_on_their_way_than_allowed() {
    let (emulator, bot, ann, mut hook) = start().await;
    let bob = emulator.user("Bob");
    hook.hold();
    set(&bot, &hook, json!({ "max_connections": 1 })).await;
    ann.send("first");
    bob.send("second");
    assert_eq!(hook.arrival().await.update["message"]["text"], "first");
    assert!(hook.is_quiet().await);
    hook.release(2);
    assert_eq!(hook.arrival().await.update["message"]["text"], "second");
}

#[tokio::test]
async fn setting_the_same_webhook_again_brings_nothing_twice() {
    let (emulator, bot, ann, mut hook) = start().await;
    hook.hold();
    set(&bot, &hook, json!({})).await;
    let sent = ann.send("hello");
    hook.arrival().await;
    set(&bot, &hook, json!({})).await;
    assert!(hook.is_quiet().await, "it is on its way already");
    set(&bot, &hook, json!({ "secret_token": "another" })).await;
    assert_eq!(hook.arrival().await.update["update_id"], sent.update_id, "another webhook is not waited for");
    hook.release(2);
    emulator.wait_until_confirmed(sent.update_id, PATIENCE).await.unwrap();
}

#[tokio::test]
async fn a_webhook_and_polling_exclude_each_other() {
    let (emulator, bot, ann, mut hook) = start().await;
    let poll = tokio::spawn({
        let bot = bot.clone();
        async move { bot.call("getUpdates", json!({ "timeout": 50 })).await }
    });
    while emulator.requests_of("getUpdates").is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    set(&bot, &hook, json!({})).await;
    let ended = poll.await.unwrap();
    assert_eq!(ended["description"], "Conflict: terminated by setWebhook request");
    let conflict = "Conflict: can't use getUpdates method while webhook is active; \
                    use deleteWebhook to delete the webhook first";
    assert_eq!(bot.refusal("getUpdates", json!({})).await, (409, conflict.to_owned()));
    bot.ok("deleteWebhook", json!({})).await;
    let sent = ann.send("hello");
    assert_eq!(bot.update_ids(0).await, [sent.update_id]);
    assert!(hook.is_quiet().await);
    assert_eq!(bot.ok("getWebhookInfo", json!({})).await["url"], "");
}

#[tokio::test]
async fn setting_a_webhook_chooses_kinds_and_may_drop_what_is_pending() {
    let (emulator, bot, ann, mut hook) = start().await;
    ann.send("dropped");
    let further = json!({ "drop_pending_updates": true, "allowed_updates": ["edited_message"] });
    set(&bot, &hook, further).await;
    let sent = ann.send("not asked for");
    ann.edit(&sent, "asked for");
    assert_eq!(hook.arrival().await.update["edited_message"]["text"], "asked for");
    assert!(hook.is_quiet().await);
    let state = bot.ok("getWebhookInfo", json!({})).await;
    assert_eq!(state["allowed_updates"], json!(["edited_message"]));
    assert_eq!(emulator.pending_updates(), 0);
}

#[tokio::test]
async fn webhooks_elsewhere_and_bad_secrets_are_refused() {
    let (_emulator, bot, _ann, hook) = start().await;
    let cases = [
        (json!({ "url": "nonsense" }), "invalid webhook URL specified"),
        (
            json!({ "url": "https://example.com/" }),
            "bad webhook: the emulator brings updates only to http:// on loopback",
        ),
        (json!({ "url": hook.url, "secret_token": "ß" }), "secret token contains unallowed characters"),
        (json!({ "url": hook.url, "secret_token": "x".repeat(257) }), "secret token is too long"),
    ];
    for (params, reason) in cases {
        assert_eq!(bot.refusal("setWebhook", params).await, (400, format!("Bad Request: {reason}")));
    }
    assert_eq!(bot.ok("getWebhookInfo", json!({})).await["url"], "");
}

#[tokio::test]
async fn who_watches_sees_each_attempt_and_the_address() {
    let (emulator, bot, ann, mut hook) = start().await;
    emulator.fail_delivery(DeliveryFault::Lost);
    set(&bot, &hook, json!({})).await;
    ann.send("hello");
    hook.arrival().await;
    let control = |path: &str| reqwest::get(format!("{}/control/{path}", emulator.api_url()));
    let conditions: Value = control("conditions").await.unwrap().json().await.unwrap();
    assert_eq!(conditions["webhook"], hook.url);
    let journal: Value = control("journal?since=0").await.unwrap().json().await.unwrap();
    let attempts = journal["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "delivery");
    let first = attempts.clone().next().unwrap();
    assert_eq!(first["update"]["message"]["text"], "hello");
    assert_eq!(first["error"], "Connection reset by peer");
}
