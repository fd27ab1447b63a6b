//! Channels and the groups in which their posts are discussed.

use crate::bot::Bot;
use pouch_emulator::{Emulator, Profile};
use serde_json::{Value, json};

async fn updates(bot: &Bot) -> Vec<Value> {
    bot.ok("getUpdates", json!({})).await.as_array().unwrap().clone()
}

#[tokio::test]
async fn a_post_comes_into_the_discussion_group_and_is_commented_there() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let (news, talk) = (emulator.channel("News"), emulator.supergroup("Talk"));
    news.link_discussion(&talk);
    let post = news.post("/news of the day");
    ann.comment(&news, post.message_id, "Really?");
    let seen = updates(&bot).await;
    assert_eq!(seen[0]["channel_post"]["text"], "/news of the day");
    let copy = &seen[1]["message"];
    assert_eq!((&copy["from"]["id"], &copy["sender_chat"]["id"]), (&json!(777_000), &json!(news.id())));
    assert_eq!((&copy["is_automatic_forward"], &copy["chat"]["id"]), (&json!(true), &json!(talk.id())));
    assert_eq!(copy["forward_origin"]["message_id"], post.message_id);
    assert_eq!(copy["entities"][0]["type"], "bot_command");
    let comment = &seen[2]["message"];
    assert_eq!(comment["message_thread_id"], copy["message_id"]);
    assert_eq!(comment["reply_to_message"]["message_id"], copy["message_id"]);
    assert_eq!(comment.get("is_topic_message"), None);
    let full = bot.ok("getChat", json!({ "chat_id": news.id() })).await;
    assert_eq!(full["linked_chat_id"], talk.id());
}

#[tokio::test]
async fn the_bots_own_posts_come_there_too() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let (news, talk) = (emulator.channel("News"), emulator.supergroup("Talk"));
    news.link_discussion(&talk);
    let markup = json!({ "inline_keyboard": [[{ "text": "x", "callback_data": "x" }]] });
    bot.ok("sendMessage", json!({ "chat_id": news.id(), "text": "posted", "reply_markup": markup })).await;
    let seen = updates(&bot).await;
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (&seen[0]["message"]["text"], seen[0]["message"].get("reply_markup")),
        (&json!("posted"), None)
    );
}

#[tokio::test]
async fn who_never_opened_the_chat_or_is_gone_cannot_be_written_to() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let ann = emulator.add_user(&Profile::new("Ann").stranger());
    let hello = json!({ "chat_id": ann.id(), "text": "hello" });
    let refusal = bot.refusal("sendMessage", hello.clone()).await;
    assert_eq!(refusal, (403, "Forbidden: bot can't initiate conversation with a user".to_owned()));
    ann.send("/start");
    bot.ok("sendMessage", hello.clone()).await;
    emulator.deactivate(&ann);
    let refusal = bot.refusal("sendMessage", hello).await;
    assert_eq!(refusal, (403, "Forbidden: user is deactivated".to_owned()));
}
