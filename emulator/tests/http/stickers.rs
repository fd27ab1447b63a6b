//! Stickers outside of messages.

use crate::bot::{Bot, answer};
use pouch_emulator::Emulator;
use reqwest::multipart::{Form, Part};
use serde_json::json;

#[tokio::test]
async fn custom_emoji_exist_and_sets_do_not() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let stickers = bot.ok("getCustomEmojiStickers", json!({ "custom_emoji_ids": ["5", "6"] })).await;
    assert_eq!(
        (&stickers[1]["custom_emoji_id"], &stickers[1]["type"]),
        (&json!("6"), &json!("custom_emoji"))
    );
    let refusal = bot.refusal("getCustomEmojiStickers", json!({ "custom_emoji_ids": ["x"] })).await;
    assert_eq!(refusal.1, "Bad Request: invalid custom emoji identifier specified");
    let refusal = bot.refusal("getStickerSet", json!({ "name": "x" })).await;
    assert_eq!(refusal.1, "Bad Request: STICKERSET_INVALID");

    let form = Form::new()
        .text("user_id", ann.id().to_string())
        .text("sticker_format", "static")
        .part("sticker", Part::bytes(vec![7; 5]).file_name("s.webp"));
    let file = answer(bot.post("uploadStickerFile").multipart(form)).await;
    assert_eq!(file["result"]["file_size"], 5);
    let sticker = json!({ "chat_id": ann.id(), "sticker": file["result"]["file_id"] });
    assert_eq!(bot.ok("sendSticker", sticker).await["sticker"]["file_size"], 5);
}
