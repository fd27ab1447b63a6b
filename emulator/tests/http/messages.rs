//! What people and the bot write.

use std::time::Duration;

use crate::bot::{Bot, PATIENCE};
use pouch_emulator::Emulator;
use serde_json::{Value, json};

async fn only_update(bot: &Bot) -> Value {
    let updates = bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates.as_array().unwrap().len(), 1, "{updates}");
    let next = updates[0]["update_id"].as_i64().unwrap() + 1;
    bot.update_ids(next).await;
    updates[0].clone()
}

#[tokio::test]
async fn a_private_message_looks_like_telegrams() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    assert_eq!((ann.id(), emulator.user("Bob").id()), (1001, 1002));
    let sent = ann.send("  /put x\n");
    let update = only_update(&bot).await;
    assert_eq!(update["update_id"], sent.update_id);
    let message = &update["message"];
    assert_eq!(message["message_id"], sent.message_id);
    assert_eq!(message["text"], "/put x");
    assert_eq!(message["entities"], json!([{ "type": "bot_command", "offset": 0, "length": 4 }]));
    let person = json!({ "id": 1001, "is_bot": false, "first_name": "Ann", "language_code": "en" });
    assert_eq!(message["from"], person);
    assert_eq!(message["chat"], json!({ "id": 1001, "type": "private", "first_name": "Ann" }));
    assert!(message["date"].is_u64());
}

#[tokio::test]
async fn code_is_no_command() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    ann.send_code(" /count ");
    let code = json!([{ "type": "code", "offset": 0, "length": 6 }]);
    assert_eq!(only_update(&bot).await["message"]["entities"], code);
    let via = json!({ "id": 1, "is_bot": true, "first_name": "Robin" });
    ann.draft("/count").in_topic(7).with("via_bot", via).send();
    let update = only_update(&bot).await;
    assert_eq!(update["message"]["message_thread_id"], 7);
    assert_eq!(update["message"]["via_bot"]["id"], 1);
}

#[tokio::test]
async fn groups_and_channels_say_who_writes() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let (group, channel) = (emulator.supergroup("Friends"), emulator.channel("News"));
    ann.send_to(&group, "/put@pouch_emulator_bot x");
    let update = only_update(&bot).await;
    assert_eq!(update["message"]["from"]["id"], ann.id());
    assert_eq!(update["message"]["chat"]["type"], "supergroup");
    assert_eq!(update["message"]["entities"][0]["length"], 23);

    channel.post("news");
    let update = only_update(&bot).await;
    assert_eq!(update["channel_post"]["sender_chat"]["title"], "News");
    assert_eq!(update["channel_post"].get("from"), None);

    group.post("as the group");
    let update = only_update(&bot).await;
    assert_eq!(update["message"]["from"]["id"], 1_087_968_824);
    assert_eq!(update["message"]["sender_chat"]["id"], group.id());

    emulator.send_as(&channel, &group, "as the channel");
    let update = only_update(&bot).await;
    assert_eq!(update["message"]["from"]["id"], 136_817_688);
    assert_eq!(update["message"]["sender_chat"]["id"], channel.id());
}

#[tokio::test]
async fn an_edit_is_an_update_of_its_own_kind() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann, channel) = (Bot::new(&emulator), emulator.user("Ann"), emulator.channel("News"));
    let sent = ann.send("/put x");
    only_update(&bot).await;
    let edited = ann.edit(&sent, "put y");
    assert_eq!(edited.message_id, sent.message_id);
    let update = only_update(&bot).await;
    assert_eq!(update["edited_message"]["text"], "put y");
    assert_eq!(update["edited_message"].get("entities"), None);
    assert!(update["edited_message"]["edit_date"].is_u64());
    assert_eq!(emulator.messages(ann.id())[0].text, "put y");

    let post = channel.post("news");
    only_update(&bot).await;
    channel.edit(&post, "more news");
    assert_eq!(only_update(&bot).await["edited_channel_post"]["text"], "more news");
}

#[tokio::test]
async fn the_bots_message_is_answered_and_kept() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let question = ann.send("question");
    let message = bot
        .ok(
            "sendMessage",
            json!({
                "chat_id": ann.id(), "text": "  answer\n", "message_thread_id": 7,
                "reply_parameters": { "message_id": question.message_id },
                "reply_markup": { "force_reply": true },
                "parse_mode": "HTML", "disable_notification": true,
            }),
        )
        .await;
    assert_eq!(message["text"], "answer");
    assert_eq!(message["from"]["username"], emulator.bot_username());
    assert_eq!(message["message_thread_id"], 7);
    assert_eq!(message["reply_to_message"]["text"], "question");
    assert_eq!(message.get("reply_markup"), None, "only inline keyboards show");
    let kept = emulator.messages(ann.id()).pop().unwrap();
    assert!(kept.from_bot);
    assert_eq!(kept.json, message);
    assert_eq!(kept.sent_with["parse_mode"], "HTML");
    assert_eq!(kept.sent_with["disable_notification"], true);
    assert_eq!(kept.sent_with["reply_markup"], json!({ "force_reply": true }));
}

#[tokio::test]
async fn bad_messages_are_refused_in_telegrams_words() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let emoji = "😀".repeat(2049);
    let cases = [
        (json!({ "chat_id": ann.id() }), "message text is empty"),
        (json!({ "chat_id": ann.id(), "text": "" }), "message text is empty"),
        (json!({ "chat_id": ann.id(), "text": " \n" }), "text must be non-empty"),
        (json!({ "text": "x" }), "chat_id is empty"),
        (json!({ "chat_id": 5, "text": "x" }), "chat not found"),
        (json!({ "chat_id": "@nobody", "text": "x" }), "chat not found"),
        (json!({ "chat_id": ann.id(), "text": "x".repeat(4097) }), "message is too long"),
        (json!({ "chat_id": ann.id(), "text": emoji }), "message is too long"),
        (
            json!({ "chat_id": ann.id(), "text": "x", "reply_parameters": { "message_id": 99 } }),
            "message to be replied not found",
        ),
        (
            json!({ "chat_id": ann.id(), "text": "x", "reply_markup": "{" }),
            "can't parse reply keyboard markup JSON object",
        ),
    ];
    for (params, reason) in cases {
        let refusal = bot.refusal("sendMessage", params).await;
        assert_eq!(refusal, (400, format!("Bad Request: {reason}")));
    }
    let longest = format!(" {} ", "x".repeat(4096));
    bot.ok("sendMessage", json!({ "chat_id": ann.id(), "text": longest })).await;
}

#[tokio::test]
async fn a_bot_that_was_blocked_or_kicked_is_refused() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let hello = |chat_id: i64| json!({ "chat_id": chat_id, "text": "hello" });
    emulator.block(&ann);
    let change = only_update(&bot).await;
    assert_eq!(change["my_chat_member"]["new_chat_member"]["status"], "kicked");
    let blocked = (403, "Forbidden: bot was blocked by the user".to_owned());
    assert_eq!(bot.refusal("sendMessage", hello(ann.id())).await, blocked);
    emulator.unblock(&ann);
    bot.ok("sendMessage", hello(ann.id())).await;

    let chats = [emulator.group("A"), emulator.supergroup("B"), emulator.channel("C")];
    for (chat, kind) in chats.iter().zip(["group", "supergroup", "channel"]) {
        emulator.kick_bot(chat);
        let kicked = (403, format!("Forbidden: bot was kicked from the {kind} chat"));
        assert_eq!(bot.refusal("sendMessage", hello(chat.id())).await, kicked);
    }
    let pending = emulator.pending_updates();
    ann.send_to(&chats[0], "the bot does not see this");
    assert_eq!(emulator.pending_updates(), pending);
}

#[tokio::test]
async fn tokens_and_methods_that_do_not_exist_are_told_apart() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let status = async |path: &str| {
        let url = format!("{}/{path}", emulator.api_url());
        reqwest::get(url).await.unwrap().json::<Value>().await.unwrap()
    };
    let not_found = json!({ "ok": false, "error_code": 404, "description": "Not Found" });
    let unauthorized = json!({ "ok": false, "error_code": 401, "description": "Unauthorized" });
    assert_eq!(bot.call("noSuchMethod", json!({})).await, not_found);
    assert_eq!(status("botnonsense/getMe").await, not_found);
    assert_eq!(status("elsewhere").await, not_found);
    assert_eq!(status(&format!("bot1:{}/getMe", "A".repeat(35))).await, unauthorized);
    assert_eq!(status(&format!("bot{}/getMe", emulator.token().replace(':', "%3A"))).await["ok"], true);
    emulator.refuse_token(true);
    assert_eq!(bot.call("getMe", json!({})).await, unauthorized);
    emulator.refuse_token(false);
    bot.ok("getMe", json!({})).await;
}

#[tokio::test]
async fn command_menus_are_checked_and_kept_by_scope() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let menu = |name: &str, description: &str| json!([{ "command": name, "description": description }]);
    for (name, description, reason) in [
        ("Put", "x", "BOT_COMMAND_INVALID"),
        ("", "x", "BOT_COMMAND_INVALID"),
        (&"x".repeat(33), "x", "BOT_COMMAND_INVALID"),
        ("put", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("put", &"x".repeat(257), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ] {
        let refusal = bot.refusal("setMyCommands", json!({ "commands": menu(name, description) })).await;
        assert_eq!(refusal, (400, format!("Bad Request: {reason}")));
    }
    let scope = json!({ "type": "all_private_chats" });
    bot.ok("setMyCommands", json!({ "commands": menu("a", "default") })).await;
    bot.ok("setMyCommands", json!({ "commands": menu("b", "private"), "scope": scope })).await;
    assert_eq!(bot.ok("getMyCommands", json!({})).await, menu("a", "default"));
    assert_eq!(bot.ok("getMyCommands", json!({ "scope": scope })).await, menu("b", "private"));
    assert_eq!(bot.ok("getMyCommands", json!({ "language_code": "de" })).await, json!([]));
    bot.ok("deleteMyCommands", json!({ "scope": scope })).await;
    assert_eq!(bot.ok("getMyCommands", json!({ "scope": scope })).await, json!([]));
}

#[tokio::test]
async fn scopes_of_command_menus_are_checked_and_name_chats_in_any_form() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, friends) = (Bot::new(&emulator), emulator.supergroup("Friends"));
    friends.set_username("friends_here");
    let menu = json!([{ "command": "a", "description": "x" }]);
    for (scope, reason) in [
        (json!("{"), "can't parse BotCommandScope JSON object"),
        (json!([]), "can't parse BotCommandScope: BotCommandScope must be an Object"),
        (json!({}), "can't parse BotCommandScope: Can't find field \"type\""),
        (json!({ "type": "planet" }), "can't parse BotCommandScope: Unsupported type specified"),
        (json!({ "type": "chat" }), "can't parse BotCommandScope: Can't find field \"chat_id\""),
        (json!({ "type": "chat", "chat_id": "" }), "can't parse BotCommandScope: Empty chat_id specified"),
        (json!({ "type": "chat", "chat_id": -5 }), "chat not found"),
        (
            json!({ "type": "chat_member", "chat_id": friends.id(), "user_id": 0 }),
            "can't parse BotCommandScope: Invalid user_id specified",
        ),
    ] {
        let refusal = bot.refusal("setMyCommands", json!({ "commands": menu, "scope": scope })).await;
        assert_eq!(refusal, (400, format!("Bad Request: {reason}")));
    }
    let in_chat = |chat: Value| json!({ "scope": { "type": "chat", "chat_id": chat } });
    let mut named = in_chat(json!("@friends_here"));
    named["commands"] = menu.clone();
    bot.ok("setMyCommands", named).await;
    for chat in [json!(friends.id()), json!(friends.id().to_string())] {
        assert_eq!(bot.ok("getMyCommands", in_chat(chat)).await, menu);
    }
    for command in [json!("a"), json!({ "command": "a" }), json!({ "command": [], "description": "x" })] {
        let (_, reason) = bot.refusal("setMyCommands", json!({ "commands": [command] })).await;
        assert!(reason.starts_with("Bad Request: can't parse BotCommand: "), "{reason}");
    }
}

#[tokio::test]
async fn chat_actions_are_taken() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    bot.ok("sendChatAction", json!({ "chat_id": ann.id(), "action": "typing" })).await;
    let refusal = bot.refusal("sendChatAction", json!({ "chat_id": ann.id(), "action": "dance" })).await;
    assert_eq!(refusal.1, "Bad Request: wrong parameter action in request");
}

#[tokio::test]
async fn replies_are_read_one_after_the_other() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let mut all = emulator.bot_messages();
    let waiting = tokio::spawn({
        let ann = ann.clone();
        async move { [ann.reply().await.unwrap(), ann.reply().await.unwrap()] }
    });
    for text in ["one", "two"] {
        bot.ok("sendMessage", json!({ "chat_id": ann.id(), "text": text })).await;
    }
    assert_eq!(waiting.await.unwrap(), ["one", "two"]);
    assert_eq!((all.next().await.text, all.next().await.text), ("one".to_owned(), "two".to_owned()));
}

#[tokio::test]
async fn a_timeout_shows_the_conversation() {
    let emulator = Emulator::start().await.unwrap();
    let ann = emulator.user("Ann");
    ann.send("anybody there?");
    let error = emulator.wait_for_replies(ann.id(), 1, Duration::from_millis(10)).await.unwrap_err();
    assert!(error.to_string().ends_with("\n  Ann: anybody there?"), "{error}");
    let none = emulator.wait_for_replies(ann.id(), 0, PATIENCE).await.unwrap();
    assert!(none.is_empty());
}

#[test]
fn handles_can_be_shared_between_threads() {
    fn check<T: Clone + Send + Sync>() {}
    check::<Emulator>();
    check::<pouch_emulator::User>();
    check::<pouch_emulator::Chat>();
}
