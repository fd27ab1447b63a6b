//! The bot works for business accounts.

use crate::bot::Bot;
use pouch_emulator::Emulator;
use serde_json::json;

#[tokio::test]
async fn a_business_account_lets_the_bot_answer_its_customers() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann, bob) = (Bot::new(&emulator), emulator.user("Ann"), emulator.user("Bob"));
    let shop = ann.connect_business();
    let asked = shop.message_from(&bob, "Open today?");
    let updates = bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates[0]["business_connection"]["user"]["id"], ann.id());
    assert_eq!(updates[1]["business_message"]["business_connection_id"], shop.id());
    let connection = bot.ok("getBusinessConnection", json!({ "business_connection_id": shop.id() })).await;
    assert_eq!(connection["is_enabled"], true);

    let answer = json!({ "business_connection_id": shop.id(), "chat_id": bob.id(), "text": "Until six" });
    let sent = bot.ok("sendMessage", answer).await;
    assert_eq!(
        (&sent["from"]["id"], &sent["sender_business_bot"]["is_bot"]),
        (&json!(ann.id()), &json!(true))
    );
    let message =
        json!({ "business_connection_id": shop.id(), "chat_id": bob.id(), "message_id": asked.message_id });
    assert_eq!(bot.ok("readBusinessMessage", message).await, true);

    let list = json!({ "title": "Today", "tasks": [{ "id": 1, "text": "Sweep" }] });
    let checklist = json!({ "business_connection_id": shop.id(), "chat_id": bob.id(), "checklist": list });
    assert_eq!(bot.ok("sendChecklist", checklist).await["checklist"]["tasks"][0]["text"], "Sweep");

    shop.edit(&asked, "Open tomorrow?");
    shop.delete(&bob, &[asked]);
    shop.disconnect();
    let updates = bot.ok("getUpdates", json!({ "offset": asked.update_id + 1 })).await;
    assert_eq!(updates[0]["edited_business_message"]["text"], "Open tomorrow?");
    assert_eq!(updates[1]["deleted_business_messages"]["message_ids"], json!([asked.message_id]));
    assert_eq!(updates[2]["business_connection"]["is_enabled"], false);
    let unknown = bot.refusal("getBusinessConnection", json!({ "business_connection_id": "x" })).await;
    assert_eq!(unknown.1, "Bad Request: business connection not found");
}
