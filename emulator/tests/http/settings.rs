//! What chats and the bot are called, and how they look.

use crate::bot::{Bot, answer};
use pouch_emulator::{Emulator, Standing};
use reqwest::multipart::{Form, Part};
use serde_json::json;

#[tokio::test]
async fn a_new_title_is_told_by_a_message() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, friends, news) = (Bot::new(&emulator), emulator.group("Friends"), emulator.channel("News"));
    let retitle = |id: i64, title: &str| json!({ "chat_id": id, "title": title });
    let refusal = bot.refusal("setChatTitle", retitle(friends.id(), "x")).await;
    assert_eq!(refusal.1, "Bad Request: not enough rights to change chat title");
    friends.set_bot_standing(Standing::administrator(&["can_change_info"]));
    assert_eq!(
        bot.refusal("setChatTitle", retitle(friends.id(), " ")).await.1,
        "Bad Request: title must be non-empty"
    );
    bot.ok("setChatTitle", retitle(friends.id(), "Enemies")).await;
    bot.ok("setChatTitle", retitle(news.id(), "Olds")).await;
    let updates = bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates[1]["message"]["new_chat_title"], "Enemies");
    assert_eq!(updates[1]["message"]["chat"]["title"], "Enemies");
    assert_eq!(updates[2]["channel_post"]["new_chat_title"], "Olds");
    assert_eq!(bot.ok("getChat", json!({ "chat_id": friends.id() })).await["title"], "Enemies");
}

#[tokio::test]
async fn a_description_must_change() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, news) = (Bot::new(&emulator), emulator.channel("News"));
    let describe = |text: &str| json!({ "chat_id": news.id(), "description": text });
    bot.ok("setChatDescription", describe("All of it")).await;
    assert_eq!(bot.ok("getChat", json!({ "chat_id": news.id() })).await["description"], "All of it");
    let refusal = bot.refusal("setChatDescription", describe("All of it")).await;
    assert_eq!(refusal.1, "Bad Request: chat description is not modified");
}

#[tokio::test]
async fn a_bot_leaves_a_group_for_good() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann, friends) = (Bot::new(&emulator), emulator.user("Ann"), emulator.supergroup("Friends"));
    bot.ok("leaveChat", json!({ "chat_id": friends.id() })).await;
    let updates = bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates[0]["my_chat_member"]["new_chat_member"]["status"], "left");
    assert_eq!(updates[1]["message"]["left_chat_member"]["is_bot"], true);
    assert_eq!(bot.refusal("leaveChat", json!({ "chat_id": friends.id() })).await.0, 403);
    let refusal = bot.refusal("leaveChat", json!({ "chat_id": ann.id() })).await;
    assert_eq!(refusal.1, "Bad Request: can't leave private and secret chats");
}

#[tokio::test]
async fn the_bots_profile_is_kept_by_language() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let cases = [("Name", "name"), ("Description", "description"), ("ShortDescription", "short_description")];
    for (method, field) in cases {
        let (set, get) = (format!("setMy{method}"), format!("getMy{method}"));
        bot.ok(&set, json!({ field: "for all" })).await;
        bot.ok(&set, json!({ field: "für Deutsche", "language_code": "de" })).await;
        assert_eq!(bot.ok(&get, json!({})).await[field], "for all");
        assert_eq!(bot.ok(&get, json!({ "language_code": "de" })).await[field], "für Deutsche");
        assert_eq!(bot.ok(&get, json!({ "language_code": "fr" })).await[field], "for all");
        bot.ok(&set, json!({ field: "", "language_code": "de" })).await;
        assert_eq!(bot.ok(&get, json!({ "language_code": "de" })).await[field], "for all");
        assert_eq!(bot.refusal(&set, json!({ field: "x".repeat(513) })).await.0, 400);
    }
    assert_eq!(bot.ok("getMe", json!({})).await["first_name"], "for all");
    assert_eq!(bot.ok("logOut", json!({})).await, true);
    assert_eq!(bot.ok("close", json!({})).await, true);
}

#[tokio::test]
async fn menu_buttons_and_suggested_rights_are_kept() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let own = json!({ "chat_id": ann.id() });
    assert_eq!(bot.ok("getChatMenuButton", own.clone()).await, json!({ "type": "default" }));
    bot.ok("setChatMenuButton", json!({ "menu_button": { "type": "commands" } })).await;
    assert_eq!(bot.ok("getChatMenuButton", own.clone()).await, json!({ "type": "commands" }));
    let app = json!({ "type": "web_app", "text": "Open", "web_app": { "url": "https://example.com" } });
    bot.ok("setChatMenuButton", json!({ "chat_id": ann.id(), "menu_button": app })).await;
    assert_eq!(bot.ok("getChatMenuButton", own).await, app);
    let refusal =
        bot.refusal("setChatMenuButton", json!({ "menu_button": { "type": "web_app", "text": "x" } }));
    assert_eq!(refusal.await.1, "Bad Request: BUTTON_URL_INVALID");

    let rights = json!({ "can_post_messages": true });
    bot.ok("setMyDefaultAdministratorRights", json!({ "rights": rights, "for_channels": true })).await;
    let kept = bot.ok("getMyDefaultAdministratorRights", json!({ "for_channels": true })).await;
    assert_eq!((&kept["can_post_messages"], &kept["can_edit_messages"]), (&json!(true), &json!(false)));
    let kept = bot.ok("getMyDefaultAdministratorRights", json!({})).await;
    assert_eq!((kept.get("can_post_messages"), &kept["can_pin_messages"]), (None, &json!(false)));
}

#[tokio::test]
async fn a_photo_is_uploaded_shown_told_and_deleted() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, friends) = (Bot::new(&emulator), emulator.supergroup("Friends"));
    let this = json!({ "chat_id": friends.id() });
    let refusal = bot.refusal("setChatPhoto", this.clone()).await;
    assert_eq!(refusal.1, "Bad Request: there is no photo in the request");
    let refusal = bot.refusal("setChatPhoto", json!({ "chat_id": friends.id(), "photo": "AgAC" })).await;
    assert_eq!(refusal.1, "Bad Request: photo must be uploaded as an InputFile");
    let upload = || {
        let pixel = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
        let part = Part::bytes(pixel.to_vec()).file_name("pixel.gif");
        answer(
            bot.post("setChatPhoto")
                .multipart(Form::new().text("chat_id", friends.id().to_string()).part("photo", part)),
        )
    };
    assert_eq!(upload().await["description"], "Bad Request: not enough rights to change chat photo");
    friends.set_bot_standing(Standing::administrator(&["can_change_info"]));
    assert_eq!(upload().await["result"], true);
    let chat = bot.ok("getChat", this.clone()).await;
    bot.ok("getFile", json!({ "file_id": chat["photo"]["big_file_id"] })).await;
    bot.ok("deleteChatPhoto", this.clone()).await;
    assert_eq!(bot.ok("getChat", this).await.get("photo"), None);
    let updates = bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates[1]["message"]["new_chat_photo"][0]["file_id"], chat["photo"]["small_file_id"]);
    assert_eq!(updates[2]["message"]["delete_chat_photo"], true);
}
