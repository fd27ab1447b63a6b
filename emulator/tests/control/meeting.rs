//! Who is where: people join, get rights, make topics; groups are upgraded.

use pouch_emulator::Emulator;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{Control, person};

async fn chat(control: &Control, kind: &str) -> i64 {
    let made = control.post("/control/chats", json!({ "type": kind, "title": "Friends" })).await;
    made["chat"]["id"].as_i64().unwrap()
}

async fn updates(control: &Control, emulator: &Emulator) -> Vec<Value> {
    let kinds = json!({ "allowed_updates": ["message", "chat_member", "chat_join_request"] });
    control.bot(emulator.token(), "getUpdates", kinds).await.as_array().unwrap().clone()
}

#[tokio::test]
async fn people_come_go_and_get_rights() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let profile =
        json!({ "first_name": "Bob", "last_name": "Lee", "username": "bob", "language_code": "de" });
    let bob = control.post("/control/people", profile).await["person"].clone();
    assert_eq!((&bob["last_name"], &bob["language_code"]), (&json!("Lee"), &json!("de")));
    let friends = chat(&control, "supergroup").await;
    updates(&control, &emulator).await;

    let path = format!("/control/chats/{friends}/members");
    control.post(&path, json!({ "do": "join", "as": ann })).await;
    let added = control.post(&path, json!({ "do": "add", "as": ann, "user": bob["id"] })).await;
    assert_eq!(added["member"]["status"], "member");
    control.post(&path, json!({ "do": "leave", "as": bob["id"] })).await;
    assert_eq!(control.refusal(&path, json!({ "do": "leave", "as": bob["id"] })).await.0, 409);
    assert_eq!(control.refusal(&path, json!({ "do": "dance", "as": ann })).await.0, 400);
    assert_eq!(updates(&control, &emulator).await.len(), 3);

    let path = format!("/control/chats/{friends}/standing");
    let rights =
        json!({ "user": ann, "status": "administrator", "rights": ["can_pin_messages"], "title": "Pin" });
    let set = control.post(&path, rights).await;
    assert_eq!(
        (&set["member"]["can_pin_messages"], &set["member"]["custom_title"]),
        (&json!(true), &json!("Pin"))
    );
    let unknown = json!({ "user": ann, "status": "administrator", "rights": ["can_fly"] });
    let (status, error) = control.refusal(&path, unknown).await;
    assert!(status == 400 && error["got"].as_str().unwrap().contains("`can_fly`"), "{error}");
    let members = control.get(&format!("/control/chats/{friends}/members")).await;
    assert_eq!(members["members"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn topics_discussions_and_invites_can_be_driven() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let forum = chat(&control, "forum").await;
    let path = format!("/control/chats/{forum}/topics");
    let made = control.post(&path, json!({ "name": "Cats", "as": ann })).await;
    let topic = format!("{path}/{}", made["message_thread_id"]);
    assert_eq!(control.post(&topic, json!({ "do": "close" })).await["is_changed"], true);
    assert_eq!(control.post(&topic, json!({ "do": "rename", "name": "Dogs" })).await["is_changed"], true);
    assert_eq!(control.refusal(&format!("{path}/77"), json!({ "do": "close" })).await.0, 404);

    let (news, talk) = (chat(&control, "channel").await, chat(&control, "supergroup").await);
    control.post(&format!("/control/chats/{news}/discussion"), json!({ "group": talk })).await;
    assert_eq!(
        control.refusal(&format!("/control/chats/{talk}/discussion"), json!({ "group": news })).await.0,
        409
    );

    let bot = control.bot(emulator.token(), "getMe", json!({})).await["id"].clone();
    let rights = json!({ "user": bot, "status": "administrator", "rights": ["can_invite_users"] });
    control.post(&format!("/control/chats/{talk}/standing"), rights).await;
    let link = control.bot(emulator.token(), "exportChatInviteLink", json!({ "chat_id": talk })).await;
    assert_eq!(control.post("/control/invites", json!({ "as": ann, "link": link })).await["is_in"], true);
    control.post("/control/privacy", json!({ "is_on": true })).await;
    let me = control.bot(emulator.token(), "getMe", json!({})).await;
    assert_eq!(me["can_read_all_group_messages"], false);
}

#[tokio::test]
async fn the_messages_of_an_upgrade_come_as_chosen() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let group = chat(&control, "group").await;
    let notices = json!({ "notices": ["migrate_from_chat_id"] });
    control.post(&format!("/control/chats/{group}/upgrade"), notices).await;
    let late = json!({ "notices": ["migrate_to_chat_id", "migrate_to_chat_id"] });
    control.post(&format!("/control/chats/{group}/upgrade/notices"), late).await;
    let seen = updates(&control, &emulator).await;
    assert_eq!(seen[0]["message"]["migrate_from_chat_id"], group);
    assert!(seen[1..].iter().all(|update| update["message"]["chat"]["id"] == group));
    assert_eq!(seen.len(), 3);
    let path = format!("/control/chats/{group}/upgrade/notices");
    assert_eq!(control.refusal(&path, json!({ "notices": ["both"] })).await.0, 400);
}

#[tokio::test]
async fn updates_can_be_lost_and_doubled() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = emulator.user("Ann");
    control.post("/control/faults", json!({ "fault": "update_lost", "times": 2 })).await;
    control.post("/control/faults", json!({ "fault": "update_twice" })).await;
    for text in ["lost", "lost", "twice"] {
        ann.send(text);
    }
    let seen = updates(&control, &emulator).await;
    assert_eq!(seen.iter().map(|update| &update["message"]["text"]).collect::<Vec<_>>(), ["twice", "twice"]);
    let conditions = control.post("/control/faults", json!({ "fault": "delivery_lost", "times": 2 })).await;
    assert_eq!(conditions["faults"], json!([{ "fault": "delivery_lost", "times": 2 }]));
    control.call(Method::DELETE, "/control/faults", None).await;
    control.post("/control/faults", json!({ "fault": "update_late" })).await;
    let before = control.get("/control/journal?since=0&limit=10000").await["revision"].clone();
    ann.send("late");
    // The message itself is the first news, that its fault has happened the second.
    let mut since = before;
    loop {
        let news = control.get(&format!("/control/journal?since={since}&wait=30")).await;
        let entries = news["entries"].as_array().unwrap();
        assert!(!entries.is_empty(), "nobody notes that the fault has happened");
        if entries.iter().any(|entry| entry["conditions"]["faults"] == json!([])) {
            return;
        }
        since = news["revision"].clone();
    }
}

#[tokio::test]
async fn people_make_invite_links_and_let_those_in_who_ask() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let (ann, bob) = (person(&control, "Ann").await, person(&control, "Bob").await);
    let club = chat(&control, "supergroup").await;
    let path = format!("/control/chats/{club}/invites");
    let terms = json!({ "as": ann, "name": "door", "creates_join_request": true });
    let link = control.post(&path, terms).await["link"].clone();
    assert_eq!((&link["creator"]["id"], &link["name"]), (&json!(ann), &json!("door")));
    assert_eq!(control.refusal(&path, json!({ "as": ann, "member_limit": -1 })).await.0, 400);
    let opened = control.post("/control/invites", json!({ "as": bob, "link": link["invite_link"] })).await;
    assert_eq!(opened["is_in"], false);
    let shown = control.get(&path).await;
    assert_eq!(shown["links"][0]["pending_join_request_count"], 1);
    assert_eq!(shown["asking"][0]["id"], bob);
    let answer = format!("/control/chats/{club}/requests");
    let member = control.post(&answer, json!({ "user": bob, "is_approved": true })).await;
    assert_eq!(member["member"]["status"], "member");
    assert_eq!(control.refusal(&answer, json!({ "user": bob })).await.0, 409);
}
