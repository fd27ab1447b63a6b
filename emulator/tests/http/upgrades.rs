//! Groups that become supergroups.

use crate::bot::Bot;
use pouch_emulator::{Emulator, MigrationNotice::FromOld, MigrationNotice::ToNew, Standing};
use serde_json::{Value, json};

async fn updates(bot: &Bot) -> Vec<Value> {
    bot.ok("getUpdates", json!({})).await.as_array().unwrap().clone()
}

#[tokio::test]
async fn two_messages_tell_of_an_upgrade() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann, friends) = (Bot::new(&emulator), emulator.user("Ann"), emulator.group("Friends"));
    let before = ann.send_to(&friends, "hello");
    let upgraded = friends.upgrading().by(&ann).run();
    let new = upgraded.new_chat().id();
    assert_eq!(upgraded.old_chat().id(), friends.id());
    let updates = updates(&bot).await;
    assert_eq!(updates[1]["update_id"], upgraded.updates()[0]);
    let to = &updates[1]["message"];
    assert_eq!(to["message_id"], before.message_id + 1);
    assert_eq!(to["from"]["id"], ann.id());
    assert_eq!(to["chat"], json!({ "id": friends.id(), "type": "group", "title": "Friends" }));
    assert_eq!(to["migrate_to_chat_id"], new);
    assert_eq!(to.get("migrate_from_chat_id"), None);

    let from = &updates[2]["message"];
    assert_eq!(from["message_id"], 1);
    assert_eq!(from["from"]["id"], 1_087_968_824);
    assert_eq!(from["sender_chat"], from["chat"]);
    assert_eq!(from["chat"], json!({ "id": new, "type": "supergroup", "title": "Friends" }));
    assert_eq!(from["migrate_from_chat_id"], friends.id());
    assert_eq!(from.get("migrate_to_chat_id"), None);
    assert!(from["date"].is_u64() && from.get("text").is_none());
    assert_eq!(updates.len(), 3);
}

#[tokio::test]
async fn the_messages_can_be_swapped_lost_doubled_and_late() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let told = |update: &Value| match update["message"].get("migrate_to_chat_id") {
        Some(_) => ToNew,
        None => FromOld,
    };
    for notices in [&[][..], &[FromOld, ToNew], &[ToNew, ToNew], &[FromOld, ToNew, FromOld]] {
        let upgraded = emulator.group("Friends").upgrading().notices(notices).run();
        let seen = updates(&bot).await;
        assert_eq!(seen.iter().map(told).collect::<Vec<_>>(), notices);
        let last = upgraded.updates().last().map_or(0, |last| last + 1);
        bot.update_ids(last).await;

        let late = upgraded.deliver(FromOld);
        let seen = updates(&bot).await;
        assert_eq!(seen[0]["message"]["migrate_from_chat_id"], upgraded.old_chat().id());
        assert_eq!((late.chat_id, late.message_id), (upgraded.new_chat().id(), 1));
        bot.update_ids(late.update_id + 1).await;
    }
}

#[tokio::test]
async fn the_old_chat_can_be_looked_at_but_not_written_to() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, friends) = (Bot::new(&emulator), emulator.group("Friends"));
    let new = friends.upgrade();
    for method in ["sendMessage", "sendChatAction"] {
        let params = json!({ "chat_id": friends.id(), "text": "hello", "action": "typing" });
        let answer = bot.call(method, params).await;
        assert_eq!(answer["error_code"], 400);
        assert_eq!(answer["description"], "Bad Request: group chat was upgraded to a supergroup chat");
        assert_eq!(answer["parameters"], json!({ "migrate_to_chat_id": new.id() }));
    }
    assert_eq!(bot.ok("getChat", json!({ "chat_id": friends.id() })).await["type"], "group");
    bot.ok("sendMessage", json!({ "chat_id": new.id(), "text": "hello" })).await;
    assert_eq!(emulator.replies(new.id()), ["hello"]);
    assert!(emulator.replies(friends.id()).is_empty());
}

#[tokio::test]
async fn members_carry_over() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann, friends) = (Bot::new(&emulator), emulator.user("Ann"), emulator.group("Friends"));
    friends.set_standing(&ann, Standing::owner());
    friends.set_bot_standing(Standing::full_administrator());
    let new = friends.upgrade();
    assert_eq!(new.standing(&ann), Standing::owner());
    assert_eq!(new.bot_standing(), Standing::full_administrator());
    let told = &updates(&bot).await[1]["message"];
    assert_eq!(told["from"]["id"], ann.id(), "the owner upgrades it, unless somebody else is named");
}

#[tokio::test]
async fn old_buttons_and_late_messages_come_under_the_old_id() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann, friends) = (Bot::new(&emulator), emulator.user("Ann"), emulator.group("Friends"));
    let markup = json!({ "inline_keyboard": [[{ "text": "Mute", "callback_data": "mute" }]] });
    bot.ok("sendMessage", json!({ "chat_id": friends.id(), "text": "Panel", "reply_markup": markup })).await;
    let new = friends.upgrade();
    let press = ann.press_in(&friends, "Mute");
    ann.draft("late").to(&friends).late().send();
    ann.send_to(&new, "at once");
    let updates = updates(&bot).await;
    assert_eq!(updates[2]["callback_query"]["message"]["chat"]["id"], friends.id());
    assert_eq!(updates[3]["message"]["chat"]["id"], friends.id());
    assert_eq!(updates[4]["message"]["chat"]["id"], new.id());
    bot.ok("answerCallbackQuery", json!({ "callback_query_id": press.query_id(), "text": "Muted" })).await;
    assert_eq!(press.answer().await.unwrap().text, "Muted");
}

#[tokio::test]
#[should_panic(expected = "a group that was upgraded")]
async fn nobody_writes_to_an_upgraded_group_by_mistake() {
    let emulator = Emulator::start().await.unwrap();
    let (ann, friends) = (emulator.user("Ann"), emulator.group("Friends"));
    friends.upgrade();
    ann.send_to(&friends, "hello");
}

#[tokio::test]
#[should_panic(expected = "not upgraded before")]
async fn a_group_is_upgraded_once() {
    let friends = Emulator::start().await.unwrap().group("Friends");
    friends.upgrade();
    friends.upgrade();
}

#[tokio::test]
async fn a_bot_that_was_kicked_hears_of_no_upgrade() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, friends) = (Bot::new(&emulator), emulator.group("Friends"));
    emulator.kick_bot(&friends);
    let pending = emulator.pending_updates();
    let new = friends.upgrade();
    assert_eq!(emulator.pending_updates(), pending);
    let refusal = bot.refusal("sendMessage", json!({ "chat_id": new.id(), "text": "x" })).await;
    assert_eq!(refusal, (403, "Forbidden: bot was kicked from the supergroup chat".to_owned()));
}
