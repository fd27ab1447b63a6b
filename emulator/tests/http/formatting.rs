//! Texts with entities, and what is wrong with them.

use crate::bot::Bot;
use pouch_emulator::{Emulator, User};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann)
}

/// Text and entities of a message sent with these parameters beside `chat_id`.
async fn sent(bot: &Bot, ann: &User, mut params: Value) -> (String, Value) {
    params["chat_id"] = json!(ann.id());
    let message = bot.ok("sendMessage", params).await;
    (message["text"].as_str().unwrap().to_owned(), message["entities"].clone())
}

#[tokio::test]
async fn parse_modes_become_text_and_entities() {
    let (emulator, bot, ann) = start().await;
    let mention = format!("<a href=\"tg://user?id={}\">Ann</a> &amp; <b>b <i>bi</i></b>", ann.id());
    let (text, entities) = sent(&bot, &ann, json!({ "text": mention, "parse_mode": "html" })).await;
    assert_eq!(text, "Ann & b bi");
    let user = json!({ "id": ann.id(), "is_bot": false, "first_name": "Ann", "language_code": "en" });
    let expected = json!([
        { "type": "text_mention", "offset": 0, "length": 3, "user": user },
        { "type": "bold", "offset": 6, "length": 2 },
        { "type": "bold", "offset": 8, "length": 2 },
        { "type": "italic", "offset": 8, "length": 2 },
    ]);
    assert_eq!(entities, expected);
    assert_eq!(emulator.messages(ann.id())[0].text, "Ann & b bi");

    let text = "```rust\nlet x;``` ||s|| [l](example.com) \\.";
    let (text, entities) = sent(&bot, &ann, json!({ "text": text, "parse_mode": "MarkdownV2" })).await;
    assert_eq!(text, "let x; s l .");
    let expected = json!([
        { "type": "pre", "offset": 0, "length": 6, "language": "rust" },
        { "type": "spoiler", "offset": 7, "length": 1 },
        { "type": "text_link", "offset": 9, "length": 1, "url": "http://example.com/" },
    ]);
    assert_eq!(entities, expected);

    let (text, _) = sent(&bot, &ann, json!({ "text": "*b*", "parse_mode": "Markdown" })).await;
    assert_eq!(text, "b");
}

#[tokio::test]
async fn entities_are_found_in_plain_texts_of_bots_and_people() {
    let (_emulator, bot, ann) = start().await;
    let text = "/start #tag $USD a@b.com https://example.com +1234567890 @someone";
    let (_, entities) = sent(&bot, &ann, json!({ "text": text })).await;
    let kinds: Vec<&str> =
        entities.as_array().unwrap().iter().map(|entity| entity["type"].as_str().unwrap()).collect();
    let expected = ["bot_command", "hashtag", "cashtag", "email", "url", "phone_number", "mention"];
    assert_eq!(kinds, expected);
    ann.send(text);
    let updates = bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates[0]["message"]["entities"], entities);
}

#[tokio::test]
async fn given_entities_are_kept_and_what_only_servers_find_is_not() {
    let (_emulator, bot, ann) = start().await;
    let entities = json!([
        { "type": "bold", "offset": "1", "length": 3 },
        { "type": "bot_command", "offset": 0, "length": 1 },
        { "type": "custom_emoji", "offset": 4, "length": 2, "custom_emoji_id": "5" },
    ]);
    let (text, found) = sent(&bot, &ann, json!({ "text": " abc😀", "entities": entities.to_string() })).await;
    assert_eq!(text, "abc😀");
    let expected = json!([
        { "type": "bold", "offset": 0, "length": 3 },
        { "type": "custom_emoji", "offset": 3, "length": 2, "custom_emoji_id": "5" },
    ]);
    assert_eq!(found, expected);
}

#[tokio::test]
async fn wrong_formatting_is_refused_in_telegrams_words() {
    let (_emulator, bot, ann) = start().await;
    let reserved = "Character '.' is reserved and must be escaped with the preceding '\\'";
    let entity = |entity: Value| json!({ "text": "hello", "entities": [entity] });
    let cases = [
        (json!({ "text": "x", "parse_mode": "INVALID" }), "unsupported parse_mode".to_owned()),
        (json!({ "text": "a.", "parse_mode": "MarkdownV2" }), format!("can't parse entities: {reserved}")),
        (
            json!({ "text": "<b>x", "parse_mode": "HTML" }),
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"".to_owned(),
        ),
        (json!({ "text": "<b> </b>", "parse_mode": "HTML" }), "text must be non-empty".to_owned()),
        (
            entity(json!({ "type": "bold", "offset": 100, "length": 1 })),
            "entity begins after the end of the text at UTF-16 offset 100".to_owned(),
        ),
        (
            entity(json!({ "type": "bold", "offset": -1, "length": 1 })),
            "receive an entity with incorrect offset -1".to_owned(),
        ),
        (
            entity(json!({ "type": "invalid_type", "offset": 0, "length": 1 })),
            "can't parse MessageEntity: Unsupported type specified".to_owned(),
        ),
        (
            entity(json!({ "type": "text_link", "offset": 0, "length": 5 })),
            "can't parse MessageEntity: Can't find field \"url\"".to_owned(),
        ),
        (
            entity(json!({ "type": "text_link", "offset": 0, "length": 5, "url": "not-a-url" })),
            "entity URL 'not-a-url' is invalid: Wrong HTTP URL".to_owned(),
        ),
        (
            entity(json!({ "type": "text_mention", "offset": 0, "length": 4, "user": { "id": 0 } })),
            "user not found".to_owned(),
        ),
        (
            json!({ "text": "x", "link_preview_options": { "is_disabled": "yes" } }),
            "field \"is_disabled\" must be of type Boolean".to_owned(),
        ),
        (json!({ "text": "x", "link_preview_options": { "url": "x" } }), "WEBPAGE_URL_INVALID".to_owned()),
        (json!({ "text": "x", "message_effect_id": "9999999999999999999" }), "EFFECT_ID_INVALID".to_owned()),
        (
            json!({ "text": "x", "reply_parameters": { "quote": "hello" } }),
            "can't find field \"message_id\"".to_owned(),
        ),
    ];
    for (mut params, reason) in cases {
        params["chat_id"] = json!(ann.id());
        assert_eq!(bot.refusal("sendMessage", params).await, (400, format!("Bad Request: {reason}")));
    }
}

#[tokio::test]
async fn what_else_a_message_is_sent_with_shows_in_it() {
    let (_emulator, bot, ann) = start().await;
    let message = json!({
        "chat_id": ann.id(), "text": "x", "protect_content": true, "message_effect_id": "5",
        "link_preview_options": { "is_disabled": true },
    });
    let message = bot.ok("sendMessage", message).await;
    assert_eq!(message["has_protected_content"], true);
    assert_eq!(message["effect_id"], "5");
    assert_eq!(message["link_preview_options"], json!({ "is_disabled": true }));
}

#[tokio::test]
async fn answers_can_quote_and_reach_into_other_chats() {
    let (emulator, bot, ann) = start().await;
    let group = emulator.supergroup("Friends");
    let question = ann.send_to(&group, "one two one");
    let answer = |chat_id: i64, quote: &str| {
        json!({
            "chat_id": chat_id, "text": "x",
            "reply_parameters": {
                "message_id": question.message_id, "chat_id": group.id(), "quote": quote, "quote_position": 9,
            },
        })
    };
    let message = bot.ok("sendMessage", answer(group.id(), "one")).await;
    assert_eq!(message["quote"], json!({ "text": "one", "position": 8, "is_manual": true }));
    assert_eq!(message["reply_to_message"]["message_id"], question.message_id);
    let refusal = bot.refusal("sendMessage", answer(group.id(), "three")).await;
    assert_eq!(refusal.1, "Bad Request: QUOTE_TEXT_INVALID");
    let message = bot.ok("sendMessage", answer(ann.id(), "two")).await;
    assert_eq!(message["external_reply"]["message_id"], question.message_id);
    assert_eq!(message["external_reply"]["origin"]["sender_user"]["id"], ann.id());
    let lacking = json!({ "message_id": 99, "allow_sending_without_reply": true });
    let message = json!({ "chat_id": ann.id(), "text": "x", "reply_parameters": lacking });
    assert_eq!(bot.ok("sendMessage", message).await.get("reply_to_message"), None);
}

#[tokio::test]
async fn people_answer_messages_of_the_bot() {
    let (emulator, bot, ann) = start().await;
    bot.ok("sendMessage", json!({ "chat_id": ann.id(), "text": "Your name?" })).await;
    let question = emulator.messages(ann.id()).pop().unwrap();
    ann.draft("Ann").answering(&question).send();
    let updates = bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates[0]["message"]["reply_to_message"]["text"], "Your name?");
}

#[tokio::test]
async fn an_answer_names_another_chat_by_its_public_name() {
    let (emulator, bot, ann) = start().await;
    let channel = emulator.channel("News");
    channel.set_username("pouch_news");
    let post = channel.post("news").message_id;
    let answer = |chat: &str| {
        let parameters = json!({ "message_id": post, "chat_id": chat });
        json!({ "chat_id": ann.id(), "text": "x", "reply_parameters": parameters })
    };
    let message = bot.ok("sendMessage", answer("@pouch_news")).await;
    assert_eq!(message["external_reply"]["chat"]["id"], channel.id());
    assert_eq!(bot.refusal("sendMessage", answer("@nobody")).await.1, "Bad Request: chat not found");
}
