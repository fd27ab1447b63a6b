//! Keyboards of both sorts.

use crate::bot::Bot;
use pouch_emulator::{Emulator, User};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann)
}

fn message(chat_id: i64, markup: &Value) -> Value {
    json!({ "chat_id": chat_id, "text": "choose", "reply_markup": markup })
}

fn inline(button: &Value) -> Value {
    json!({ "inline_keyboard": [[button]] })
}

fn reply(button: &Value) -> Value {
    json!({ "keyboard": [[button]] })
}

#[tokio::test]
async fn inline_buttons_do_one_thing_each() {
    let (_emulator, bot, ann) = start().await;
    let data = "ж".repeat(32);
    let cases = [
        (json!({ "callback_data": data }), json!({ "callback_data": data })),
        (json!({ "url": "example.com", "callback_data": "x" }), json!({ "url": "http://example.com/" })),
        (json!({ "url": "tg://user?id=7" }), json!({ "url": "tg://user?id=7" })),
        (json!({ "switch_inline_query": "" }), json!({ "switch_inline_query": "" })),
        (json!({ "copy_text": { "text": "x" } }), json!({ "copy_text": { "text": "x" } })),
        (json!({ "web_app": { "url": "https://a.b/" } }), json!({ "web_app": { "url": "https://a.b/" } })),
    ];
    for (mut given, mut shown) in cases {
        given["text"] = json!("Go");
        shown["text"] = json!("Go");
        let sent = bot.ok("sendMessage", message(ann.id(), &inline(&given))).await;
        assert_eq!(sent["reply_markup"], inline(&shown));
    }
    let empty = bot.ok("sendMessage", message(ann.id(), &json!({ "inline_keyboard": [[]] }))).await;
    assert_eq!(empty.get("reply_markup"), None);
}

#[tokio::test]
async fn wrong_keyboards_are_refused_in_telegrams_words() {
    let (_emulator, bot, ann) = start().await;
    let unreadable = "can't parse inline keyboard button: ";
    let https = "is invalid: Only HTTPS links are allowed";
    let cases = [
        (json!("x"), "can't parse reply keyboard markup JSON object".to_owned()),
        (json!(["x"]), "object expected as reply markup".to_owned()),
        (json!({ "inline_keyboard": "bad" }), "field \"inline_keyboard\" must be of type Array".to_owned()),
        (json!({ "keyboard": "bad" }), "field \"keyboard\" must be of type Array".to_owned()),
        (json!({ "force_reply": "yes" }), "field \"force_reply\" must be of type Boolean".to_owned()),
        (
            json!({ "keyboard": [["A"]], "resize_keyboard": "yes" }),
            "field \"resize_keyboard\" must be of type Boolean".to_owned(),
        ),
        (inline(&json!({ "callback_data": "x" })), format!("{unreadable}Can't find field \"text\"")),
        (
            inline(&json!({ "text": "x", "callback_data": "" })),
            format!("{unreadable}Text buttons are unallowed in the inline keyboard"),
        ),
        (inline(&json!({ "text": "x", "callback_data": "ж".repeat(33) })), "BUTTON_DATA_INVALID".to_owned()),
        (
            inline(&json!({ "text": " ", "callback_data": "x" })),
            "inline keyboard button text must be non-empty".to_owned(),
        ),
        (
            inline(&json!({ "text": "x", "url": "http://localhost/" })),
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL".to_owned(),
        ),
        (
            inline(&json!({ "text": "x", "web_app": { "url": "bad" } })),
            format!("inline keyboard button Web App URL 'bad' {https}"),
        ),
        (inline(&json!({ "text": "x", "pay": true })), "BUTTON_TYPE_INVALID".to_owned()),
        (inline(&json!({ "text": "x", "callback_game": {} })), "BUTTON_TYPE_INVALID".to_owned()),
        (inline(&json!({ "text": "x", "copy_text": { "text": "" } })), "BUTTON_COPY_TEXT_INVALID".to_owned()),
        (
            reply(&json!({ "text": "x", "request_chat": { "chat_is_channel": true } })),
            "can't parse keyboard button: Can't find field \"request_id\"".to_owned(),
        ),
        (
            reply(&json!({ "text": "x", "request_users": { "request_id": 1, "max_quantity": 999 } })),
            "BUTTON_QUANTITY_MAX_INVALID".to_owned(),
        ),
        (
            reply(&json!({ "text": "x", "web_app": { "url": "http://a.b" } })),
            format!("keyboard button Web App URL 'http://a.b' {https}"),
        ),
    ];
    for (markup, reason) in cases {
        let refusal = bot.refusal("sendMessage", message(ann.id(), &markup)).await;
        assert_eq!(refusal, (400, format!("Bad Request: {reason}")));
    }
}

#[tokio::test]
async fn some_buttons_are_for_private_chats_and_channels_have_inline_ones_only() {
    let (emulator, bot, ann) = start().await;
    let (group, channel) = (emulator.supergroup("Friends"), emulator.channel("News"));
    let contact = reply(&json!({ "text": "x", "request_contact": true }));
    bot.ok("sendMessage", message(ann.id(), &contact)).await;
    let refused = |reason: &str| (400, format!("Bad Request: {reason}"));
    let refusal = bot.refusal("sendMessage", message(group.id(), &contact)).await;
    assert_eq!(refusal, refused("phone number can be requested in private chats only"));
    let refusal = bot.refusal("sendMessage", message(channel.id(), &reply(&json!("x")))).await;
    assert_eq!(refusal, refused("inline keyboard expected"));
    let switch = inline(&json!({ "text": "x", "switch_inline_query": "x" }));
    let refusal = bot.refusal("sendMessage", message(channel.id(), &switch)).await;
    assert!(refusal.1.contains("can't use switch_inline_query button in a channel chat"), "{refusal:?}");
    let app = inline(&json!({ "text": "x", "web_app": { "url": "https://a.b/" } }));
    let refusal = bot.refusal("sendMessage", message(group.id(), &app)).await;
    assert_eq!(refusal, refused("BUTTON_TYPE_INVALID"));
}

#[tokio::test]
async fn people_see_the_latest_keyboard_that_is_for_them() {
    let (emulator, bot, ann) = start().await;
    let (bob, group) = (emulator.user("Bob"), emulator.group("Friends"));
    let keyboard = json!({ "keyboard": [[{ "text": "A" }]], "one_time_keyboard": true });
    bot.ok("sendMessage", message(ann.id(), &keyboard)).await;
    bot.ok("sendMessage", message(ann.id(), &Value::Null)).await;
    assert_eq!(ann.keyboard(), Some(keyboard));
    ann.send("A");
    assert_eq!(ann.keyboard(), None, "it was for one time");

    let question = ann.send_to(&group, "hello");
    let mut force = message(
        group.id(),
        &json!({ "force_reply": true, "selective": true, "input_field_placeholder": "?" }),
    );
    force["reply_parameters"] = json!({ "message_id": question.message_id });
    bot.ok("sendMessage", force).await;
    assert_eq!(ann.keyboard_in(&group).unwrap()["input_field_placeholder"], "?");
    assert_eq!(bob.keyboard_in(&group), None);
    bot.ok("sendMessage", message(group.id(), &reply(&json!("B")))).await;
    assert_eq!(ann.keyboard_in(&group).unwrap()["keyboard"][0][0]["text"], "B");
    assert_eq!(bob.keyboard_in(&group), ann.keyboard_in(&group));
    bot.ok("sendMessage", message(group.id(), &json!({ "remove_keyboard": true }))).await;
    assert_eq!(bob.keyboard_in(&group), None);
}
