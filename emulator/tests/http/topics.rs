//! Forums and their topics.

use crate::bot::Bot;
use pouch_emulator::{Chat, Emulator, Standing};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, Chat) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, forum) = (Bot::new(&emulator), emulator.forum("Forum"));
    (emulator, bot, forum)
}

/// Takes the only update.
async fn message(bot: &Bot) -> Value {
    let updates = bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates.as_array().unwrap().len(), 1, "{updates}");
    bot.update_ids(updates[0]["update_id"].as_i64().unwrap() + 1).await;
    updates[0]["message"].clone()
}

#[tokio::test]
async fn a_topic_begins_with_a_message_that_all_others_in_it_answer() {
    let (emulator, bot, forum) = start().await;
    let ann = emulator.user("Ann");
    let thread = forum.create_topic("Cats");
    let root = message(&bot).await;
    assert_eq!((&root["message_id"], &root["message_thread_id"]), (&json!(thread), &json!(thread)));
    assert_eq!(root["forum_topic_created"], json!({ "name": "Cats", "icon_color": 7_322_096 }));
    assert_eq!((&root["chat"]["is_forum"], &root["is_topic_message"]), (&json!(true), &json!(true)));

    ann.draft("miau").to(&forum).in_topic(thread).send();
    let said = message(&bot).await;
    assert_eq!((&said["message_thread_id"], &said["is_topic_message"]), (&json!(thread), &json!(true)));
    assert_eq!(said["reply_to_message"], root);
    ann.send_to(&forum, "in General");
    assert_eq!(message(&bot).await.get("message_thread_id"), None);

    let params = json!({ "chat_id": forum.id(), "message_thread_id": thread, "text": "purr" });
    let sent = bot.ok("sendMessage", params).await;
    assert_eq!((&sent["message_thread_id"], &sent["is_topic_message"]), (&json!(thread), &json!(true)));
    bot.ok("sendMessage", json!({ "chat_id": forum.id(), "text": "hello General" })).await;
}

#[tokio::test]
async fn a_topic_must_exist_and_be_open() {
    let (emulator, bot, forum) = start().await;
    let thread = forum.create_topic("Cats");
    let say = |thread: i64| json!({ "chat_id": forum.id(), "message_thread_id": thread, "text": "x" });
    for unknown in [1, 77] {
        let refusal = bot.refusal("sendMessage", say(unknown)).await;
        assert_eq!(refusal, (400, "Bad Request: message thread not found".to_owned()));
    }
    forum.close_topic(thread);
    assert_eq!(bot.refusal("sendMessage", say(thread)).await.1, "Bad Request: TOPIC_CLOSED");
    let ann = emulator.user("Ann");
    let writes = std::panic::AssertUnwindSafe(|| ann.draft("x").to(&forum).in_topic(thread).send());
    assert!(std::panic::catch_unwind(writes).is_err());
    forum.set_bot_standing(Standing::administrator(&["can_manage_topics"]));
    bot.ok("sendMessage", say(thread)).await;
    forum.reopen_topic(thread);
    ann.draft("x").to(&forum).in_topic(thread).send();
    forum.rename_topic(thread, "Dogs");
}

#[tokio::test]
async fn the_bot_manages_topics() {
    let (emulator, bot, forum) = start().await;
    let id = forum.id();
    let refusal = bot.refusal("createForumTopic", json!({ "chat_id": id, "name": "Cats" })).await;
    assert_eq!(refusal.1, "Bad Request: not enough rights to create a topic");
    let rights = ["can_manage_topics", "can_delete_messages"];
    forum.set_bot_standing(Standing::administrator(&rights));
    bot.ok("getUpdates", json!({ "offset": -1, "allowed_updates": ["message"] })).await;
    let topic =
        bot.ok("createForumTopic", json!({ "chat_id": id, "name": "Cats", "icon_color": 9_367_192 })).await;
    let thread = &topic["message_thread_id"];
    assert_eq!((&topic["name"], &topic["icon_color"]), (&json!("Cats"), &json!(9_367_192)));
    let of = |name: &str| json!({ "chat_id": id, "message_thread_id": thread, "name": name });
    bot.ok("editForumTopic", of("Dogs")).await;
    assert_eq!(bot.refusal("editForumTopic", of("Dogs")).await.1, "Bad Request: TOPIC_NOT_MODIFIED");
    bot.ok("closeForumTopic", of("")).await;
    assert_eq!(bot.refusal("closeForumTopic", of("")).await.1, "Bad Request: TOPIC_NOT_MODIFIED");
    bot.ok("reopenForumTopic", of("")).await;
    let updates = bot.ok("getUpdates", json!({})).await;
    let told: Vec<&str> = updates.as_array().unwrap()[1..]
        .iter()
        .flat_map(|update| update["message"].as_object().unwrap().keys())
        .filter_map(|key| key.strip_prefix("forum_topic_"))
        .collect();
    assert_eq!(told, ["created", "edited", "closed", "reopened"]);
    let cats = forum.create_topic("Ann's");
    forum.set_bot_standing(Standing::member());
    bot.ok("editForumTopic", of("Own topics need no right")).await;
    let anns = json!({ "chat_id": id, "message_thread_id": cats, "name": "x" });
    for (method, reason) in [
        ("editForumTopic", "not enough rights to edit the topic"),
        ("closeForumTopic", "not enough rights to close or open the topic"),
        ("deleteForumTopic", "not enough rights to delete the topic"),
    ] {
        assert_eq!(bot.refusal(method, anns.clone()).await.1, format!("Bad Request: {reason}"));
    }
    bot.ok("deleteForumTopic", of("")).await;
    assert_eq!(bot.refusal("editForumTopic", of("x")).await.1, "Bad Request: TOPIC_ID_INVALID");
    let kept = emulator.messages(id);
    assert!(kept.iter().all(|message| message.json["message_thread_id"] != *thread), "its messages go along");
    let nowhere = bot.refusal("editForumTopic", json!({ "chat_id": id, "name": "x" })).await;
    assert_eq!(nowhere.1, "Bad Request: invalid message thread identifier specified");
    assert_eq!(bot.ok("getForumTopicIconStickers", json!({})).await, json!([]));
}

#[tokio::test]
async fn the_general_topic_has_methods_of_its_own() {
    let (emulator, bot, forum) = start().await;
    forum.set_bot_standing(Standing::administrator(&["can_manage_topics"]));
    let this = json!({ "chat_id": forum.id(), "name": "Lobby" });
    for method in ["editGeneralForumTopic", "hideGeneralForumTopic", "unhideGeneralForumTopic"] {
        bot.ok(method, this.clone()).await;
    }
    bot.ok("reopenGeneralForumTopic", this.clone()).await;
    bot.ok("closeGeneralForumTopic", this.clone()).await;
    forum.set_bot_standing(Standing::member());
    let refusal = bot.refusal("sendMessage", json!({ "chat_id": forum.id(), "text": "x" })).await;
    assert_eq!(refusal.1, "Bad Request: TOPIC_CLOSED");
    let plain = emulator.supergroup("No forum");
    plain.set_bot_standing(Standing::full_administrator());
    let refusal = bot.refusal("createForumTopic", json!({ "chat_id": plain.id(), "name": "x" })).await;
    assert_eq!(refusal.1, "Bad Request: the chat is not a forum");
}
