//! Invite links, and requests to join.

use std::time::Duration;

use crate::bot::Bot;
use pouch_emulator::{Chat, Emulator, Followed, Standing};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, Chat) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, friends) = (Bot::new(&emulator), emulator.supergroup("Friends"));
    friends.set_bot_standing(Standing::administrator(&["can_invite_users"]));
    let kinds = ["message", "chat_member", "chat_join_request"];
    let updates = bot.ok("getUpdates", json!({ "allowed_updates": kinds })).await;
    bot.update_ids(updates[0]["update_id"].as_i64().unwrap() + 1).await;
    (emulator, bot, friends)
}

async fn updates(bot: &Bot) -> Vec<Value> {
    bot.ok("getUpdates", json!({})).await.as_array().unwrap().clone()
}

#[tokio::test]
async fn people_join_by_a_link_until_it_is_used_up() {
    let (emulator, bot, friends) = start().await;
    let (ann, bob) = (emulator.user("Ann"), emulator.user("Bob"));
    let terms = json!({ "chat_id": friends.id(), "name": "door", "member_limit": 1 });
    let link = bot.ok("createChatInviteLink", terms).await;
    assert_eq!((&link["name"], &link["is_primary"]), (&json!("door"), &json!(false)));
    let url = link["invite_link"].as_str().unwrap();
    assert_eq!(ann.follow(url), Followed::Joined);
    let seen = updates(&bot).await;
    assert_eq!(seen[0]["chat_member"]["invite_link"], link);
    assert_eq!(seen[1]["message"]["new_chat_members"][0]["id"], ann.id());
    let again = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| bob.follow(url)));
    assert!(again.is_err(), "one person may join by it");
}

#[tokio::test]
async fn links_are_edited_revoked_and_end_with_the_clock() {
    let (emulator, bot, friends) = start().await;
    let id = friends.id();
    let link = bot.ok("createChatInviteLink", json!({ "chat_id": id })).await;
    let url = link["invite_link"].as_str().unwrap();
    let soon = emulator.clock().now() + 60;
    let edited = json!({ "chat_id": id, "invite_link": url, "expire_date": soon });
    assert_eq!(bot.ok("editChatInviteLink", edited).await["expire_date"], soon);
    emulator.clock().advance(Duration::from_mins(2));
    let ann = emulator.user("Ann");
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ann.follow(url))).is_err());
    let revoked = bot.ok("revokeChatInviteLink", json!({ "chat_id": id, "invite_link": url })).await;
    assert_eq!(revoked["is_revoked"], true);

    let first = bot.ok("exportChatInviteLink", json!({ "chat_id": id })).await;
    let second = bot.ok("exportChatInviteLink", json!({ "chat_id": id })).await;
    assert_ne!(first, second);
    assert_eq!(bot.ok("getChat", json!({ "chat_id": id })).await["invite_link"], second);
    assert!(std::panic::catch_unwind(|| ann.follow(first.as_str().unwrap())).is_err());
    bot.ok("revokeChatInviteLink", json!({ "chat_id": id, "invite_link": second })).await;
    let third = bot.ok("getChat", json!({ "chat_id": id })).await["invite_link"].clone();
    assert_ne!(third, second, "a revoked primary link is replaced");
}

#[tokio::test]
async fn the_bot_lets_in_who_asks() {
    let (emulator, bot, friends) = start().await;
    let (ann, bob) = (emulator.user("Ann"), emulator.user("Bob"));
    let terms = json!({ "chat_id": friends.id(), "creates_join_request": true });
    let link = bot.ok("createChatInviteLink", terms).await;
    assert_eq!(ann.follow(link["invite_link"].as_str().unwrap()), Followed::Requested);
    bob.ask_to_join(&friends);
    let seen = updates(&bot).await;
    let request = &seen[0]["chat_join_request"];
    assert_eq!((&request["from"]["id"], &request["user_chat_id"]), (&json!(ann.id()), &json!(ann.id())));
    assert_eq!(request["invite_link"]["pending_join_request_count"], 1);
    assert_eq!(seen[1]["chat_join_request"].get("invite_link"), None);

    let of = |id: i64| json!({ "chat_id": friends.id(), "user_id": id });
    bot.ok("approveChatJoinRequest", of(ann.id())).await;
    bot.ok("declineChatJoinRequest", of(bob.id())).await;
    assert_eq!((friends.standing(&ann), friends.standing(&bob)), (Standing::member(), Standing::left()));
    let seen = updates(&bot).await;
    assert_eq!(seen[2]["chat_member"]["via_join_request"], true);
    let again = bot.refusal("approveChatJoinRequest", of(ann.id())).await;
    assert_eq!(again.1, "Bad Request: USER_ALREADY_PARTICIPANT");
    let gone = bot.refusal("approveChatJoinRequest", of(bob.id())).await;
    assert_eq!(gone.1, "Bad Request: HIDE_REQUESTER_MISSING");
}

#[tokio::test]
async fn links_that_telegram_refuses_are_refused() {
    let (emulator, bot, friends) = start().await;
    let id = friends.id();
    let both = json!({ "chat_id": id, "member_limit": 3, "creates_join_request": true });
    let reason = "member limit can't be specified for links requiring administrator approval";
    assert_eq!(bot.refusal("createChatInviteLink", both).await.1, format!("Bad Request: {reason}"));
    let past = json!({ "chat_id": id, "expire_date": 5 });
    assert_eq!(bot.refusal("createChatInviteLink", past).await.1, "Bad Request: EXPIRE_DATE_INVALID");
    let unknown = json!({ "chat_id": id, "invite_link": "https://t.me/+x" });
    for method in ["editChatInviteLink", "revokeChatInviteLink"] {
        assert_eq!(bot.refusal(method, unknown.clone()).await.1, "Bad Request: INVITE_HASH_EXPIRED");
    }
    let group = emulator.group("Others");
    let refusal = bot.refusal("exportChatInviteLink", json!({ "chat_id": group.id() })).await;
    assert_eq!(refusal.1, "Bad Request: not enough rights to manage chat invite link");
    let ann = emulator.user("Ann");
    ann.ask_to_join(&group);
    assert_eq!(emulator.pending_updates(), 0, "bots that may not invite hear of no requests");
}
