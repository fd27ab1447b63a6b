//! Inline mode.

use std::time::Duration;

use crate::bot::Bot;
use pouch_emulator::{Emulator, User};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann)
}

fn article(id: &str) -> Value {
    let content = json!({ "message_text": "<b>picked</b>", "parse_mode": "HTML" });
    json!({ "type": "article", "id": id, "title": "Article", "input_message_content": content })
}

fn refused(reason: &str) -> (u64, String) {
    (400, format!("Bad Request: {reason}"))
}

#[tokio::test]
async fn a_picked_result_is_sent_through_the_bot() {
    let (emulator, bot, ann) = start().await;
    let query = ann.inline_query("tea");
    let update = bot.ok("getUpdates", json!({})).await[0].clone();
    assert_eq!(update["update_id"], query.update_id());
    assert_eq!(
        (&update["inline_query"]["query"], &update["inline_query"]["id"]),
        (&json!("tea"), &json!(query.query_id()))
    );
    let answer = json!({
        "inline_query_id": query.query_id(), "results": [article("1")], "next_offset": "2", "is_personal": true,
        "button": { "text": "More", "start_parameter": "more" },
    });
    bot.ok("answerInlineQuery", answer).await;
    let answer = query.answer().await.unwrap();
    assert_eq!((answer.results[0]["title"].as_str(), answer.next_offset.as_str()), (Some("Article"), "2"));
    assert!(answer.is_personal);
    let sent = query.pick("1");
    let updates = bot.ok("getUpdates", json!({ "offset": query.update_id() + 1 })).await;
    let message = &updates[0]["message"];
    assert_eq!(
        (&message["text"], &message["via_bot"]["username"]),
        (&json!("picked"), &json!("pouch_emulator_bot"))
    );
    assert_eq!(message["entities"][0]["type"], "bold");
    assert_eq!(message["from"]["id"], ann.id());
    let chosen = &updates[1]["chosen_inline_result"];
    assert_eq!((&chosen["result_id"], &chosen["query"]), (&json!("1"), &json!("tea")));
    assert_eq!(chosen.get("inline_message_id"), None, "it has no keyboard");
    assert_eq!(emulator.messages(ann.id())[0].id, sent.message_id);
}

#[tokio::test]
async fn an_inline_message_is_edited_by_its_own_id() {
    let (emulator, bot, ann) = start().await;
    let group = emulator.supergroup("Friends");
    emulator.kick_bot(&group);
    let mut result = article("1");
    result["reply_markup"] = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "go" }]] });
    let query = ann.inline_query("");
    bot.ok("answerInlineQuery", json!({ "inline_query_id": query.query_id(), "results": [result] })).await;
    query.pick_in("1", &group);
    let _ = ann.press_in(&group, "Go");
    let updates = bot.ok("getUpdates", json!({ "offset": -2 })).await;
    let inline_id = updates[0]["chosen_inline_result"]["inline_message_id"].clone();
    let pressed = &updates[1]["callback_query"];
    assert_eq!((&pressed["inline_message_id"], pressed.get("message")), (&inline_id, None));
    let edit = json!({ "inline_message_id": inline_id, "text": "edited" });
    assert_eq!(bot.ok("editMessageText", edit).await, true);
    assert_eq!(emulator.messages(group.id()).pop().unwrap().text, "edited");
    let edit = json!({ "inline_message_id": "nonsense", "text": "edited" });
    assert_eq!(bot.refusal("editMessageText", edit).await, refused("MESSAGE_ID_INVALID"));
}

#[tokio::test]
async fn results_of_every_kind_can_be_picked() {
    let (emulator, bot, ann) = start().await;
    let place = json!({ "title": "Here", "latitude": 1.5, "longitude": 2.5 });
    let results = [
        (
            "photo",
            json!({ "photo_url": "https://a.b/c.jpg", "thumbnail_url": "https://a.b/c.jpg", "caption": "c" }),
            "photo",
        ),
        ("gif", json!({ "gif_url": "https://a.b/c.gif", "thumbnail_url": "https://a.b/c.jpg" }), "animation"),
        (
            "video",
            json!({ "video_url": "https://a.b/c.mp4", "mime_type": "video/mp4", "title": "V", "thumbnail_url": "https://a.b/c.jpg" }),
            "video",
        ),
        ("voice", json!({ "voice_url": "https://a.b/c.ogg", "title": "V" }), "voice"),
        (
            "document",
            json!({ "document_url": "https://a.b/c.pdf", "title": "D", "mime_type": "application/pdf" }),
            "document",
        ),
        ("location", place.clone(), "location"),
        ("venue", json!({ "title": "Here", "address": "There", "latitude": 1, "longitude": 2 }), "venue"),
        ("contact", json!({ "phone_number": "+1", "first_name": "Bob" }), "contact"),
    ];
    let given: Vec<_> = results
        .iter()
        .map(|(kind, fields, _)| {
            let mut result = fields.clone();
            result["type"] = json!(kind);
            result["id"] = json!(kind);
            result
        })
        .collect();
    let query = ann.inline_query("all");
    bot.ok("answerInlineQuery", json!({ "inline_query_id": query.query_id(), "results": given })).await;
    for (kind, _, field) in results {
        query.pick(kind);
        assert!(emulator.messages(ann.id()).pop().unwrap().json.get(field).is_some(), "{kind}");
    }
    bot.ok("getUpdates", json!({})).await;
}

#[tokio::test]
async fn wrong_answers_are_refused_in_telegrams_words() {
    let (emulator, bot, ann) = start().await;
    let query = ann.inline_query("");
    let answer = |results: Value| json!({ "inline_query_id": query.query_id(), "results": results });
    let many: Vec<_> = (0..51).map(|id| article(&id.to_string())).collect();
    for (results, reason) in [
        (json!(many), "too many inline query results specified"),
        (json!([article("1"), article("1")]), "RESULT_ID_DUPLICATE"),
        (json!([article(&"x".repeat(65))]), "RESULT_ID_INVALID"),
        (
            json!([{ "type": "article", "id": "1" }]),
            "can't parse inline query result: Can't find field \"message_text\"",
        ),
        (
            json!([{ "type": "nonsense", "id": "1" }]),
            "can't parse inline query result: type \"nonsense\" is unsupported for the inline query result",
        ),
        (
            json!([{ "type": "article", "id": "1", "title": "x", "message_text": "<b>", "parse_mode": "HTML" }]),
            "can't parse inline query result: Can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
    ] {
        assert_eq!(bot.refusal("answerInlineQuery", answer(results)).await, refused(reason));
    }
    emulator.clock().advance(Duration::from_mins(2));
    let reason = "query is too old and response timeout expired or query ID is invalid";
    assert_eq!(bot.refusal("answerInlineQuery", answer(json!([]))).await, refused(reason));
}
