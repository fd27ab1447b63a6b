//! Editing, deleting, forwarding, copying.

use std::time::Duration;

use crate::bot::Bot;
use pouch_emulator::{Emulator, User};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann)
}

async fn send(bot: &Bot, chat_id: i64, text: &str) -> i64 {
    let message = bot.ok("sendMessage", json!({ "chat_id": chat_id, "text": text })).await;
    message["message_id"].as_i64().unwrap()
}

fn refused(reason: &str) -> (u64, String) {
    (400, format!("Bad Request: {reason}"))
}

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the \
                            same as a current content and reply markup of the message";

#[tokio::test]
async fn texts_and_keyboards_of_the_bot_can_be_edited() {
    let (emulator, bot, ann) = start().await;
    let id = send(&bot, ann.id(), "one").await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "x", "callback_data": "x" }]] });
    let edit = |text: &str, keyboard: &Value| json!({ "chat_id": ann.id(), "message_id": id, "text": text, "reply_markup": keyboard });
    let edited = bot.ok("editMessageText", edit("two", &keyboard)).await;
    assert_eq!((&edited["text"], &edited["reply_markup"]), (&json!("two"), &keyboard));
    assert!(edited["edit_date"].is_u64());
    let kept = emulator.messages(ann.id()).pop().unwrap();
    assert_eq!((kept.text.as_str(), &kept.json), ("two", &edited));
    assert_eq!(bot.refusal("editMessageText", edit("two", &keyboard)).await, refused(NOT_MODIFIED));
    let long = edit(&"x".repeat(4097), &keyboard);
    assert_eq!(bot.refusal("editMessageText", long).await, refused("MESSAGE_TOO_LONG"));
    let edited = bot.ok("editMessageText", edit("two", &Value::Null)).await;
    assert_eq!(edited.get("reply_markup"), None, "an edit without keyboard removes it");
    let markup = json!({ "chat_id": ann.id(), "message_id": id });
    assert_eq!(bot.refusal("editMessageReplyMarkup", markup).await, refused(NOT_MODIFIED));
    let markup = json!({ "chat_id": ann.id(), "message_id": id, "reply_markup": keyboard });
    assert_eq!(bot.ok("editMessageReplyMarkup", markup).await["reply_markup"], keyboard);
    assert_eq!(emulator.pending_updates(), 0, "a bot does not hear of its own edits");
}

#[tokio::test]
async fn what_cannot_be_edited_is_refused_in_telegrams_words() {
    let (_emulator, bot, ann) = start().await;
    let theirs = ann.send("hello").message_id;
    let id = send(&bot, ann.id(), "one").await;
    let keyboard = json!({ "chat_id": ann.id(), "text": "x", "reply_markup": { "keyboard": [["A"]] } });
    let fixed = bot.ok("sendMessage", keyboard).await["message_id"].clone();
    let edit = |id: &Value| json!({ "chat_id": ann.id(), "message_id": id, "text": "new", "caption": "new" });
    for (method, id, reason) in [
        ("editMessageText", json!(999), "message to edit not found"),
        ("editMessageText", json!(0), "message identifier is not specified"),
        ("editMessageText", json!(theirs), "message can't be edited"),
        ("editMessageText", fixed, "message can't be edited"),
        ("editMessageCaption", json!(id), "there is no caption in the message to edit"),
    ] {
        assert_eq!(bot.refusal(method, edit(&id)).await, refused(reason));
    }
    let none = bot.refusal("editMessageText", json!({ "text": "x" })).await;
    assert_eq!(none, refused("message identifier is not specified"));
    let force = json!({ "chat_id": ann.id(), "message_id": id, "reply_markup": { "force_reply": true } });
    assert_eq!(bot.refusal("editMessageReplyMarkup", force).await, refused("inline keyboard expected"));
}

#[tokio::test]
async fn deleted_messages_are_gone() {
    let (emulator, bot, ann) = start().await;
    let theirs = ann.send("hello").message_id;
    let ids = [send(&bot, ann.id(), "one").await, send(&bot, ann.id(), "two").await];
    let one = json!({ "chat_id": ann.id(), "message_id": ids[0] });
    assert_eq!(bot.ok("deleteMessage", one.clone()).await, true);
    assert_eq!(bot.refusal("deleteMessage", one).await, refused("message to delete not found"));
    bot.ok("deleteMessages", json!({ "chat_id": ann.id(), "message_ids": [ids[0], ids[1], theirs] })).await;
    assert!(emulator.messages(ann.id()).is_empty());
    assert_eq!(emulator.replies(ann.id()), ["one", "two"], "they were sent");
    let group = emulator.supergroup("Friends");
    let other = ann.send_to(&group, "mine").message_id;
    let delete = json!({ "chat_id": group.id(), "message_id": other });
    assert_eq!(bot.refusal("deleteMessage", delete).await, refused("message can't be deleted for everyone"));
}

#[tokio::test]
async fn old_messages_cannot_be_deleted() {
    let (emulator, bot, ann) = start().await;
    let id = send(&bot, ann.id(), "one").await;
    emulator.clock().advance(Duration::from_hours(49));
    let delete = json!({ "chat_id": ann.id(), "message_id": id });
    assert_eq!(bot.refusal("deleteMessage", delete).await, refused("message can't be deleted for everyone"));
}

#[tokio::test]
async fn messages_are_forwarded_with_their_origin_and_copied_without() {
    let (emulator, bot, ann) = start().await;
    let (group, channel) = (emulator.supergroup("Friends"), emulator.channel("News"));
    let question = ann.send_to(&group, "*hi* @someone").message_id;
    let pass = |id: i64| json!({ "chat_id": ann.id(), "from_chat_id": group.id(), "message_id": id });
    let forwarded = bot.ok("forwardMessage", pass(question)).await;
    assert_eq!(forwarded["forward_origin"]["sender_user"]["id"], ann.id());
    assert_eq!(
        (&forwarded["text"], &forwarded["entities"][0]["type"]),
        (&json!("*hi* @someone"), &json!("mention"))
    );
    let copied = bot.ok("copyMessage", pass(question)).await;
    let copy = emulator.messages(ann.id()).pop().unwrap();
    assert_eq!(copied, json!({ "message_id": copy.id }));
    assert_eq!((copy.text.as_str(), copy.json.get("forward_origin")), ("*hi* @someone", None));
    assert_eq!(bot.refusal("forwardMessage", pass(99)).await, refused("message to forward not found"));
    assert_eq!(bot.refusal("copyMessage", pass(99)).await, refused("message to copy not found"));

    let post = channel.post("news").message_id;
    let several =
        json!({ "chat_id": ann.id(), "from_chat_id": channel.id(), "message_ids": [post, post + 1] });
    assert_eq!(bot.ok("forwardMessages", several.clone()).await.as_array().unwrap().len(), 1);
    assert_eq!(bot.ok("copyMessages", several).await.as_array().unwrap().len(), 1);
    let lacking = json!({ "chat_id": ann.id(), "from_chat_id": channel.id(), "message_ids": [98, 99] });
    let refusal = bot.refusal("copyMessages", lacking).await;
    assert_eq!(refusal, refused("there are no messages to forward"));
}

#[tokio::test]
async fn protected_messages_stay_where_they_are() {
    let (_emulator, bot, ann) = start().await;
    let message = json!({ "chat_id": ann.id(), "text": "secret", "protect_content": true });
    let id = bot.ok("sendMessage", message).await["message_id"].clone();
    let pass = json!({ "chat_id": ann.id(), "from_chat_id": ann.id(), "message_id": id });
    assert_eq!(bot.refusal("forwardMessage", pass.clone()).await, refused("message can't be forwarded"));
    assert_eq!(bot.refusal("copyMessage", pass).await, refused("message can't be copied"));
}
