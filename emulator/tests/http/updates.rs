//! `getUpdates`, as Telegram does it.

use std::time::Duration;

use crate::bot::{Bot, PATIENCE};
use pouch_bot_api_schema::{check_traffic, fields_of};
use pouch_emulator::Emulator;
use serde_json::{Value, json};

#[tokio::test]
async fn an_offset_confirms_everything_below_it_for_good() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let ids: Vec<i64> = ["a", "b", "c"].map(|text| ann.send(text).update_id).into();
    assert_eq!(bot.update_ids(0).await, ids);
    assert_eq!(bot.update_ids(0).await, ids);
    assert_eq!(bot.update_ids(ids[1]).await, ids[1..]);
    assert_eq!(bot.update_ids(0).await, ids[1..]);
    emulator.wait_until_confirmed(ids[0], PATIENCE).await.unwrap();
    assert_eq!(emulator.pending_updates(), 2);
    assert!(bot.update_ids(ids[2] + 1).await.is_empty());
    assert_eq!(emulator.pending_updates(), 0);
}

#[tokio::test]
async fn a_negative_offset_keeps_the_last_updates() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let ids: Vec<i64> = ["a", "b", "c"].map(|text| ann.send(text).update_id).into();
    assert_eq!(bot.update_ids(-2).await, ids[1..]);
    assert_eq!(bot.update_ids(0).await, ids[1..]);
    assert_eq!(bot.update_ids(-5).await, ids[1..]);
}

#[tokio::test]
async fn a_limit_is_kept_within_1_and_100() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    for number in 0..101 {
        ann.send(&number.to_string());
    }
    for (limit, count) in [(-1, 1), (0, 1), (7, 7), (100, 100), (1000, 100)] {
        let updates = bot.ok("getUpdates", json!({ "limit": limit })).await;
        assert_eq!(updates.as_array().unwrap().len(), count);
    }
}

#[tokio::test]
async fn ids_that_start_again_far_lower_come_in_spite_of_the_offset() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let offset = ann.send("before").update_id + 1;
    assert!(bot.update_ids(offset).await.is_empty());
    emulator.set_next_update_id(500);
    ann.send("after");
    assert_eq!(bot.update_ids(offset).await, [500]);
    assert_eq!(bot.update_ids(offset).await, [500], "nothing is confirmed by an offset in the future");
    assert!(bot.update_ids(501).await.is_empty());
}

#[tokio::test]
async fn a_running_poll_gets_ids_that_start_again_far_lower() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let offset = ann.send("before").update_id + 1;
    let poll = poll(&bot, &emulator, json!({ "offset": offset, "timeout": 50 })).await;
    emulator.set_next_update_id(500);
    ann.send("after");
    assert_eq!(poll.await.unwrap()["result"][0]["update_id"], 500);
}

#[tokio::test]
async fn a_waiting_poll_returns_as_soon_as_an_update_comes() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let poll = poll(&bot, &emulator, json!({ "timeout": 1000 })).await;
    let sent = ann.send("hello");
    let answer = tokio::time::timeout(PATIENCE, poll).await.unwrap().unwrap();
    assert_eq!(answer["result"][0]["update_id"], sent.update_id);
    assert_eq!(answer["result"][0]["message"]["text"], "hello");
}

#[tokio::test]
async fn a_poll_that_ends_without_updates_is_empty() {
    let emulator = Emulator::start().await.unwrap();
    let updates = Bot::new(&emulator).ok("getUpdates", json!({ "timeout": 1 })).await;
    assert_eq!(updates, json!([]));
}

#[tokio::test]
async fn a_second_poll_ends_the_first_with_a_conflict() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let first = poll(&bot, &emulator, json!({ "timeout": 50 })).await;
    let second = poll(&bot, &emulator, json!({ "timeout": 50 })).await;
    let answer = first.await.unwrap();
    assert_eq!(answer["error_code"], 409);
    let description = "Conflict: terminated by other getUpdates request; \
                       make sure that only one bot instance is running";
    assert_eq!(answer["description"], description);
    emulator.user("Ann").send("hello");
    assert_eq!(second.await.unwrap()["ok"], true);
}

#[tokio::test]
async fn allowed_updates_are_remembered_and_others_not_queued() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::unchecked(&emulator), emulator.user("Ann"));
    bot.ok("getUpdates", json!({ "allowed_updates": ["Edited_Message", "chat_member"] })).await;
    let sent = ann.send("not asked for");
    let edited = ann.edit(&sent, "asked for");
    let member = emulator.push(json!({ "chat_member": {} }));
    assert_eq!(bot.update_ids(0).await, [edited.update_id, member]);
    bot.ok("getUpdates", json!({ "allowed_updates": "no list" })).await;
    ann.send("still not asked for");
    assert_eq!(bot.update_ids(0).await.len(), 2);
    bot.ok("getUpdates", json!({ "allowed_updates": "[]" })).await;
    ann.send("asked for again");
    assert_eq!(bot.update_ids(0).await.len(), 3);
}

#[tokio::test]
async fn some_kinds_must_be_asked_for() {
    let emulator = Emulator::start().await.unwrap();
    for kind in ["chat_member", "message_reaction", "message_reaction_count"] {
        emulator.push(json!({ kind: {} }));
    }
    assert_eq!(emulator.pending_updates(), 0);
    emulator.push(json!({ "my_chat_member": {} }));
    assert_eq!(emulator.pending_updates(), 1);
}

#[tokio::test]
async fn every_kind_of_the_bot_api_can_be_asked_for_alone() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::unchecked(&emulator);
    let kinds: Vec<&str> = fields_of("Update").filter(|field| *field != "update_id").collect();
    for wanted in &kinds {
        bot.ok("getUpdates", json!({ "allowed_updates": [wanted] })).await;
        let ids: Vec<i64> = kinds.iter().map(|kind| emulator.push(json!({ *kind: {} }))).collect();
        let updates = bot.ok("getUpdates", json!({})).await;
        assert_eq!(updates.as_array().unwrap().len(), 1, "{wanted}: {updates}");
        assert!(updates[0].get(wanted).is_some());
        bot.update_ids(ids.last().unwrap() + 1).await;
    }
}

#[tokio::test]
async fn pushed_updates_come_as_they_are() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::unchecked(&emulator);
    let first = emulator.push(json!({ "never_heard_of": { "x": 1 } }));
    let garbage = json!({ "update_id": first + 5, "message": "not even an object" });
    assert_eq!(emulator.push(garbage), first + 5);
    assert_eq!(emulator.push(json!({ "message": {} })), first + 6);
    assert_eq!(bot.update_ids(0).await, [first, first + 5, first + 6]);
    assert!(bot.update_ids(first + 7).await.is_empty());
}

#[tokio::test]
async fn what_the_bot_got_can_be_checked_afterwards() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::unchecked(&emulator);
    emulator.push(json!({ "message": { "text": 5 } }));
    bot.ok("getMe", json!({})).await;
    bot.ok("getUpdates", json!({})).await;
    assert_eq!(check_traffic(emulator.api_url(), |method| method != "getUpdates").unwrap(), 1);
    let mistakes = check_traffic(emulator.api_url(), |_| true).unwrap_err().to_string();
    assert!(mistakes.contains("getUpdates.result[0].message.text: expected String, got 5"), "{mistakes}");
    emulator.stop().await;
    assert_eq!(check_traffic(emulator.api_url(), |_| true).unwrap(), 0);
}

#[tokio::test]
async fn a_pushed_id_that_was_passed_already_comes_once() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::unchecked(&emulator);
    let id = emulator.push(json!({ "message": {} }));
    assert!(bot.update_ids(id + 1).await.is_empty());
    emulator.push(json!({ "update_id": id, "message": {} }));
    emulator.push(json!({ "update_id": id - 3, "message": {} }));
    assert_eq!(bot.update_ids(id + 1).await, [id, id - 3]);
    assert!(bot.update_ids(id + 1).await.is_empty());
}

#[tokio::test]
async fn a_new_emulator_does_not_use_the_ids_of_one_before() {
    let emulator = Emulator::start().await.unwrap();
    let ann = emulator.user("Ann");
    let ids: Vec<i64> = (0..100).map(|_| ann.send("hello").update_id).collect();
    emulator.stop().await;
    let again = Emulator::start().await.unwrap();
    assert!(again.user("Ann").send("hello").update_id > *ids.last().unwrap());
}

#[tokio::test]
async fn pending_updates_are_dropped_on_request() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    emulator.user("Ann").send("hello");
    assert_eq!(bot.ok("getWebhookInfo", json!({})).await["pending_update_count"], 1);
    bot.ok("deleteWebhook", json!({})).await;
    assert_eq!(emulator.pending_updates(), 1);
    bot.ok("deleteWebhook", json!({ "drop_pending_updates": true })).await;
    assert_eq!(emulator.pending_updates(), 0);
}

/// Begins a `getUpdates`, and returns once the emulator has seen it.
async fn poll(bot: &Bot, emulator: &Emulator, params: Value) -> tokio::task::JoinHandle<Value> {
    let before = emulator.requests().len();
    let bot = bot.clone();
    let poll = tokio::spawn(async move { bot.call("getUpdates", params).await });
    while emulator.requests().len() == before {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    poll
}
