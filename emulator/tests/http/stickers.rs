//! Stickers outside of messages.

use crate::bot::{Bot, answer};
use pouch_emulator::Emulator;
use reqwest::multipart::{Form, Part};
use serde_json::json;

#[tokio::test]
async fn custom_emoji_exist_whatever_their_id() {
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

#[tokio::test]
async fn a_set_is_made_changed_and_deleted() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let name = "cats_by_pouch_emulator_bot";
    let input = json!({ "sticker": "attach://cat", "format": "static", "emoji_list": ["🐱", "😺"] });
    let form = Form::new()
        .text("user_id", ann.id().to_string())
        .text("name", name)
        .text("title", "Cats")
        .text("stickers", json!([input]).to_string())
        .part("cat", Part::bytes(vec![7; 5]).file_name("s.webp"));
    assert_eq!(answer(bot.post("createNewStickerSet").multipart(form)).await["result"], true);
    let set = bot.ok("getStickerSet", json!({ "name": name })).await;
    let first = set["stickers"][0].clone();
    assert_eq!(
        (&first["emoji"], &first["set_name"], &set["title"]),
        (&json!("🐱"), &json!(name), &json!("Cats"))
    );

    let again = json!({ "sticker": first["file_id"], "format": "static", "emoji_list": ["😺"] });
    let add = json!({ "user_id": ann.id(), "name": name, "sticker": again });
    bot.ok("addStickerToSet", add).await;
    bot.ok("setStickerEmojiList", json!({ "sticker": first["file_id"], "emoji_list": ["😸"] })).await;
    bot.ok("setStickerSetTitle", json!({ "name": name, "title": "Kittens" })).await;
    bot.ok("setStickerPositionInSet", json!({ "sticker": first["file_id"], "position": 1 })).await;
    let set = bot.ok("getStickerSet", json!({ "name": name })).await;
    assert_eq!((&set["title"], &set["stickers"][1]["emoji"]), (&json!("Kittens"), &json!("😸")));
    bot.ok("deleteStickerFromSet", json!({ "sticker": first["file_id"] })).await;
    bot.ok("deleteStickerSet", json!({ "name": name })).await;
    assert_eq!(
        bot.refusal("getStickerSet", json!({ "name": name })).await.1,
        "Bad Request: STICKERSET_INVALID"
    );
    let foreign = json!({ "user_id": ann.id(), "name": "cats", "title": "Cats", "stickers": [again] });
    let refusal = bot.refusal("createNewStickerSet", foreign).await;
    assert_eq!(refusal.1, "Bad Request: invalid sticker set name is specified");
}
