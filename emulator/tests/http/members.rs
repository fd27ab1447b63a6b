//! Who is in a chat, as what, and what the bot may do about it.

use std::time::Duration;

use crate::bot::Bot;
use pouch_emulator::{Chat, Emulator, Profile, Standing, User};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User, Chat) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann, friends) = (Bot::new(&emulator), emulator.user("Ann"), emulator.supergroup("Friends"));
    bot.ok("getUpdates", json!({ "allowed_updates": ["message", "chat_member", "my_chat_member"] })).await;
    (emulator, bot, ann, friends)
}

/// Takes all updates.
async fn updates(bot: &Bot) -> Vec<Value> {
    let updates = bot.ok("getUpdates", json!({})).await.as_array().unwrap().clone();
    if let Some(last) = updates.last() {
        bot.update_ids(last["update_id"].as_i64().unwrap() + 1).await;
    }
    updates
}

async fn member(bot: &Bot, chat: &Chat, user: &User) -> Value {
    bot.ok("getChatMember", json!({ "chat_id": chat.id(), "user_id": user.id() })).await
}

fn of(chat: &Chat, user: &User) -> Value {
    json!({ "chat_id": chat.id(), "user_id": user.id() })
}

#[tokio::test]
async fn a_profile_shows_wherever_the_person_does() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let profile = Profile::new("Ann").last_name("Lee").username("ann_lee").language("de").premium();
    let ann = emulator.add_user(&profile);
    ann.send("hello");
    let message = &updates(&bot).await[0]["message"];
    let user = json!({
        "id": ann.id(), "is_bot": false, "first_name": "Ann", "last_name": "Lee", "username": "ann_lee",
        "language_code": "de", "is_premium": true,
    });
    assert_eq!(message["from"], user);
    let chat = bot.ok("getChat", json!({ "chat_id": ann.id() })).await;
    assert_eq!((&chat["last_name"], &chat["username"]), (&json!("Lee"), &json!("ann_lee")));
    let silent = emulator.add_user(&Profile::new("Bob").language(""));
    silent.send("hello");
    assert_eq!(updates(&bot).await[0]["message"]["from"].get("language_code"), None);
}

#[tokio::test]
async fn joining_and_leaving_is_told_to_administrators_and_by_messages_to_all() {
    let (_emulator, bot, ann, friends) = start().await;
    ann.join(&friends);
    let seen = updates(&bot).await;
    assert_eq!(seen.len(), 1, "an ordinary member hears only the message");
    assert_eq!(seen[0]["message"]["new_chat_members"][0]["id"], ann.id());
    friends.set_bot_standing(Standing::administrator(&[]));
    assert_eq!(updates(&bot).await[0]["my_chat_member"]["new_chat_member"]["status"], "administrator");
    ann.leave(&friends);
    let seen = updates(&bot).await;
    let change = &seen[0]["chat_member"];
    assert_eq!(change["from"]["id"], ann.id());
    assert_eq!(change["old_chat_member"]["status"], "member");
    assert_eq!(change["new_chat_member"], json!({ "status": "left", "user": change["from"] }));
    assert_eq!(seen[1]["message"]["left_chat_member"]["id"], ann.id());
}

#[tokio::test]
async fn people_add_and_remove_others_together() {
    let (emulator, bot, ann, friends) = start().await;
    let (bob, carl) = (emulator.user("Bob"), emulator.user("Carl"));
    ann.add(&friends, &[&bob, &carl]);
    let message = &updates(&bot).await[0]["message"];
    assert_eq!(message["from"]["id"], ann.id());
    assert_eq!(message["new_chat_members"][1]["id"], carl.id());
    ann.remove(&friends, &bob);
    assert_eq!(friends.standing(&bob), Standing::left());
    assert_eq!(bot.ok("getChatMemberCount", json!({ "chat_id": friends.id() })).await, 2);
}

#[tokio::test]
#[should_panic(expected = "left or was banned")]
async fn who_left_does_not_write() {
    let (_emulator, _bot, ann, friends) = start().await;
    ann.join(&friends);
    ann.leave(&friends);
    ann.send_to(&friends, "hello?");
}

#[tokio::test]
async fn every_standing_looks_as_telegram_shows_it() {
    let (emulator, bot, ann, friends) = start().await;
    let cases = [
        (Standing::owner().titled("Boss"), "creator"),
        (Standing::administrator(&["can_restrict_members"]).titled("Guard"), "administrator"),
        (Standing::member(), "member"),
        (Standing::restricted(&["can_send_messages"]).until(u64::MAX), "restricted"),
        (Standing::left(), "left"),
        (Standing::banned(), "kicked"),
    ];
    for (standing, status) in cases {
        friends.set_standing(&ann, standing.clone());
        assert_eq!(friends.standing(&ann), standing);
        assert_eq!(member(&bot, &friends, &ann).await["status"], status);
    }
    friends.set_standing(&ann, Standing::administrator(&["can_restrict_members"]).titled("Guard"));
    let shown = member(&bot, &friends, &ann).await;
    assert_eq!(
        (&shown["can_restrict_members"], &shown["can_promote_members"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(shown["custom_title"], "Guard");
    let all = bot.ok("getChatAdministrators", json!({ "chat_id": friends.id() })).await;
    assert_eq!(all, json!([shown]));
    let channel = emulator.channel("News");
    let me = bot.ok("getMe", json!({})).await["id"].clone();
    let shown = bot.ok("getChatMember", json!({ "chat_id": channel.id(), "user_id": me })).await;
    assert_eq!((&shown["can_post_messages"], shown.get("can_pin_messages")), (&json!(true), None));
}

#[tokio::test]
#[should_panic(expected = "`can_fly` is no right of an administrator")]
async fn a_right_that_does_not_exist_is_a_mistake() {
    let _ = Standing::administrator(&["can_fly"]);
}

#[tokio::test]
async fn bans_and_restrictions_end_with_the_clock() {
    let (emulator, bot, ann, friends) = start().await;
    friends.set_bot_standing(Standing::administrator(&["can_restrict_members"]));
    ann.join(&friends);
    let until = emulator.clock().now() + 3600;
    let ban = json!({ "chat_id": friends.id(), "user_id": ann.id(), "until_date": until });
    bot.ok("banChatMember", ban).await;
    assert_eq!(friends.standing(&ann), Standing::banned().until(until));
    let last = updates(&bot).await.pop().unwrap();
    assert_eq!(last["message"]["left_chat_member"]["id"], ann.id());
    assert_eq!(last["message"]["from"]["is_bot"], true);
    emulator.clock().advance(Duration::from_hours(1));
    assert_eq!(friends.standing(&ann), Standing::left());
    ann.join(&friends);
    let soon = emulator.clock().now() + 10;
    let mute = json!({ "chat_id": friends.id(), "user_id": ann.id(), "until_date": soon, "permissions": {} });
    bot.ok("restrictChatMember", mute).await;
    assert_eq!(member(&bot, &friends, &ann).await["until_date"], 0, "less than 30 seconds are for ever");
    let free = json!({ "can_send_messages": true, "can_invite_users": true, "can_pin_messages": true,
        "can_change_info": true, "can_send_polls": true, "can_send_other_messages": true,
        "can_add_web_page_previews": true });
    bot.ok(
        "restrictChatMember",
        json!({ "chat_id": friends.id(), "user_id": ann.id(), "permissions": free }),
    )
    .await;
    assert_eq!(friends.standing(&ann), Standing::member());
}

#[tokio::test]
async fn a_bot_without_rights_is_refused_in_telegrams_words() {
    let (emulator, bot, ann, friends) = start().await;
    let (boss, chief, group) = (emulator.user("Boss"), emulator.user("Chief"), emulator.group("Others"));
    friends.set_standing(&boss, Standing::owner());
    friends.set_standing(&chief, Standing::full_administrator());
    let no_right = "not enough rights to restrict/unrestrict chat member";
    let refused = async |method: &str, params: Value, reason: &str| {
        assert_eq!(bot.refusal(method, params).await, (400, format!("Bad Request: {reason}")));
    };
    refused("banChatMember", of(&friends, &ann), no_right).await;
    bot.ok("unbanChatMember", of(&friends, &ann)).await;
    refused("banChatMember", of(&group, &ann), "CHAT_ADMIN_REQUIRED").await;
    group.set_bot_standing(Standing::full_administrator());
    refused("banChatMember", of(&group, &ann), "USER_NOT_PARTICIPANT").await;
    refused("unbanChatMember", of(&group, &ann), "method is available for supergroup and channel chats only")
        .await;
    refused("promoteChatMember", of(&friends, &ann), "not enough rights").await;
    refused("setChatAdministratorCustomTitle", of(&friends, &ann), "user is not an administrator").await;
    let permissions = json!({ "chat_id": friends.id(), "permissions": {} });
    refused("setChatPermissions", permissions, "not enough rights to change chat permissions").await;
    refused("getChatMember", json!({ "chat_id": friends.id() }), "invalid user_id specified").await;
    let stranger = json!({ "chat_id": friends.id(), "user_id": 5 });
    refused("getChatMember", stranger, "PARTICIPANT_ID_INVALID").await;
    refused("getUserProfilePhotos", json!({ "user_id": 5 }), "user not found").await;
    let private = json!({ "chat_id": ann.id() });
    refused("getChatAdministrators", private, "there are no administrators in the private chat").await;

    friends.set_bot_standing(Standing::full_administrator());
    refused("banChatMember", of(&friends, &boss), "can't remove chat owner").await;
    refused("banChatMember", of(&friends, &chief), "user is an administrator of the chat").await;
    refused("promoteChatMember", of(&friends, &ann), "USER_NOT_MUTUAL_CONTACT").await;
    let mute = json!({ "chat_id": friends.id(), "user_id": ann.id(), "permissions": "{" });
    refused("restrictChatMember", mute, "can't parse permissions JSON object").await;
}

#[tokio::test]
async fn a_bot_with_rights_promotes_and_gives_titles() {
    let (_emulator, bot, ann, friends) = start().await;
    friends.set_bot_standing(Standing::administrator(&["can_promote_members", "can_pin_messages"]));
    ann.join(&friends);
    let promote = |right: &str| json!({ "chat_id": friends.id(), "user_id": ann.id(), right: true });
    let refusal = bot.refusal("promoteChatMember", promote("can_change_info")).await;
    assert_eq!(refusal.1, "Bad Request: RIGHT_FORBIDDEN");
    bot.ok("promoteChatMember", promote("can_pin_messages")).await;
    let titled = json!({ "chat_id": friends.id(), "user_id": ann.id(), "custom_title": "Pinner" });
    bot.ok("setChatAdministratorCustomTitle", titled).await;
    let shown = member(&bot, &friends, &ann).await;
    assert_eq!((&shown["can_pin_messages"], &shown["can_be_edited"]), (&json!(true), &json!(true)));
    assert_eq!(shown["custom_title"], "Pinner");
    bot.ok("promoteChatMember", of(&friends, &ann)).await;
    assert_eq!(friends.standing(&ann), Standing::member());
}

#[tokio::test]
async fn permissions_of_all_bind_people_and_the_bot() {
    let (_emulator, bot, ann, friends) = start().await;
    friends.set_bot_standing(Standing::administrator(&["can_restrict_members"]));
    bot.ok("setChatPermissions", json!({ "chat_id": friends.id(), "permissions": {} })).await;
    let chat = bot.ok("getChat", json!({ "chat_id": friends.id() })).await;
    assert_eq!(chat["permissions"]["can_send_messages"], false);
    let hello = json!({ "chat_id": friends.id(), "text": "hello" });
    bot.ok("sendMessage", hello.clone()).await;
    friends.set_bot_standing(Standing::member());
    let refusal = bot.refusal("sendMessage", hello).await;
    assert_eq!(refusal.1, "Bad Request: not enough rights to send text messages to the chat");
    let refusal = bot.refusal("sendDice", json!({ "chat_id": friends.id() })).await;
    assert_eq!(refusal.1, "Bad Request: not enough rights to send dice to the chat");
    let writes = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ann.send_to(&friends, "hello")));
    assert!(writes.is_err());
}

#[tokio::test]
async fn anonymous_administrators_write_as_the_group_and_press_as_themselves() {
    let (_emulator, bot, ann, friends) = start().await;
    friends.set_standing(&ann, Standing::owner().anonymous().titled("Boss"));
    ann.send_to(&friends, "who am I?");
    let message = &updates(&bot).await[0]["message"];
    assert_eq!(message["from"]["id"], 1_087_968_824);
    assert_eq!(message["sender_chat"]["id"], friends.id());
    assert_eq!(message["author_signature"], "Boss");

    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "yes" }]] });
    bot.ok("getUpdates", json!({ "allowed_updates": ["callback_query"] })).await;
    bot.ok("sendMessage", json!({ "chat_id": friends.id(), "text": "Sure?", "reply_markup": markup })).await;
    let _ = ann.press_in(&friends, "Yes");
    assert_eq!(updates(&bot).await[0]["callback_query"]["from"]["id"], ann.id());
}

#[tokio::test]
async fn a_bot_that_left_or_was_kicked_is_told_apart() {
    let (emulator, bot, ann, friends) = start().await;
    friends.set_bot_standing(Standing::left());
    let hello = json!({ "chat_id": friends.id(), "text": "hello" });
    let refusal = bot.refusal("sendMessage", hello.clone()).await;
    assert_eq!(refusal, (403, "Forbidden: bot is not a member of the supergroup chat".to_owned()));
    emulator.add_bot(&friends);
    bot.ok("sendMessage", hello.clone()).await;
    updates(&bot).await;
    emulator.kick_bot(&friends);
    ann.send_to(&friends, "not for the bot");
    let seen = updates(&bot).await;
    assert_eq!(seen[0]["my_chat_member"]["new_chat_member"]["status"], "kicked");
    assert_eq!(
        seen[1]["message"]["left_chat_member"]["is_bot"], true,
        "its own farewell is the last message"
    );
    assert_eq!(seen.len(), 2);
    let refusal = bot.refusal("getChat", json!({ "chat_id": friends.id() })).await;
    assert_eq!(refusal, (403, "Forbidden: bot was kicked from the supergroup chat".to_owned()));
}

#[tokio::test]
async fn a_public_name_stands_for_the_chat() {
    let (emulator, bot, _, friends) = start().await;
    friends.set_username("our_friends");
    bot.ok("sendMessage", json!({ "chat_id": "@Our_Friends", "text": "hello" })).await;
    assert_eq!(emulator.replies(friends.id()), ["hello"]);
    let chat = bot.ok("getChat", json!({ "chat_id": "@our_friends" })).await;
    assert_eq!((&chat["id"], &chat["active_usernames"]), (&json!(friends.id()), &json!(["our_friends"])));
}

#[tokio::test]
async fn privacy_mode_hides_what_does_not_concern_the_bot() {
    let (emulator, bot, ann, friends) = start().await;
    emulator.set_privacy_mode(true);
    assert_eq!(bot.ok("getMe", json!({})).await["can_read_all_group_messages"], false);
    let own = bot.ok("sendMessage", json!({ "chat_id": friends.id(), "text": "hello" })).await;
    let name = emulator.bot_username();
    let seen = async |text: &str| {
        ann.send_to(&friends, text);
        !updates(&bot).await.is_empty()
    };
    assert!(!seen("just talking").await);
    assert!(seen("/start").await);
    assert!(seen(&format!("/start@{name}")).await);
    assert!(!seen("/start@another_bot").await);
    ann.draft(&format!("@{name} look"))
        .to(&friends)
        .entities(json!([{ "type": "mention", "offset": 0, "length": name.len() + 1 }]))
        .send();
    assert_eq!(updates(&bot).await.len(), 1);
    ann.draft("yes").to(&friends).with("reply_to_message", own).send();
    assert_eq!(updates(&bot).await.len(), 1);
    emulator.user("Bob").join(&friends);
    assert_eq!(updates(&bot).await.len(), 1, "service messages are always seen");
    ann.send("in private");
    assert_eq!(updates(&bot).await.len(), 1);
    friends.set_bot_standing(Standing::administrator(&[]));
    updates(&bot).await;
    assert!(seen("administrators see everything").await);
}

#[tokio::test]
async fn a_channel_that_was_banned_does_not_write() {
    let (emulator, bot, ann, friends) = start().await;
    let news = emulator.channel("News");
    friends.set_bot_standing(Standing::administrator(&["can_restrict_members"]));
    ann.draft("as the channel").to(&friends).on_behalf_of(&news).send();
    let last = updates(&bot).await.pop().unwrap();
    assert_eq!(last["message"]["sender_chat"]["id"], news.id());
    let ban = json!({ "chat_id": friends.id(), "sender_chat_id": news.id() });
    bot.ok("banChatSenderChat", ban.clone()).await;
    let write = || emulator.send_as(&news, &friends, "again");
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(write)).is_err());
    bot.ok("unbanChatSenderChat", ban).await;
    write();
}

#[tokio::test]
async fn it_is_told_who_adds_and_removes_the_bot() {
    let (_emulator, bot, ann, friends) = start().await;
    ann.kick_bot(&friends);
    ann.add_bot(&friends);
    let seen = updates(&bot).await;
    assert_eq!(seen.len(), 4);
    assert!(seen[..2].iter().chain(&seen[2..]).all(|update| {
        let by = update["my_chat_member"].as_object().or_else(|| update["message"].as_object()).unwrap();
        by["from"]["id"] == ann.id()
    }));
    assert_eq!(seen[3]["message"]["new_chat_members"][0]["is_bot"], true);
}

#[tokio::test]
async fn a_chat_has_one_owner() {
    let (emulator, bot, ann, friends) = start().await;
    let bob = emulator.user("Bob");
    friends.set_bot_standing(Standing::administrator(&[]));
    updates(&bot).await;
    for person in [&ann, &bob] {
        friends.set_standing(person, Standing::owner());
    }
    assert_eq!(friends.standing(&ann), Standing::full_administrator());
    let told: Vec<Value> = updates(&bot)
        .await
        .iter()
        .map(|update| update["chat_member"]["new_chat_member"]["status"].clone())
        .collect();
    assert_eq!(told, ["creator", "administrator", "creator"]);
}
