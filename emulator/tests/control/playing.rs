//! Playing people: what is said as them arrives at the bot, and what the bot says can be read.

use pouch_emulator::Emulator;
use reqwest::Method;
use serde_json::json;

use crate::{Control, person};

#[tokio::test]
async fn a_program_can_speak_as_a_person_and_read_what_the_bot_answers() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let path = format!("/control/chats/{ann}/messages");
    let said = control.post(&path, json!({ "as": ann, "text": "/put x" })).await;

    let updates = control.bot(emulator.token(), "getUpdates", json!({})).await;
    assert_eq!(updates[0]["update_id"], said["update_id"]);
    assert_eq!(updates[0]["message"]["text"], "/put x");

    let keyboard = json!({ "keyboard": [[{ "text": "Again" }]] });
    let answer = json!({ "chat_id": ann, "text": "done", "reply_markup": keyboard });
    control.bot(emulator.token(), "sendMessage", answer).await;
    let read = control.get(&format!("{path}?after={}", said["message_id"])).await;
    assert_eq!(read["messages"][0]["text"], "done");
    assert_eq!(read["messages"][0]["reply_markup"]["keyboard"][0][0]["text"], "Again");
}

#[tokio::test]
async fn groups_are_made_and_spoken_in_by_people_and_by_chats() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let made = control.post("/control/chats", json!({ "type": "supergroup", "title": "Friends" })).await;
    let chat = made["chat"]["id"].as_i64().unwrap();
    let path = format!("/control/chats/{chat}/messages");
    control.post(&path, json!({ "as": ann, "text": "hello" })).await;
    control.post(&path, json!({ "as": chat, "text": "anonymous", "reply_to_message_id": 1 })).await;
    let messages = emulator.messages(chat);
    assert_eq!(messages[0].json["from"]["id"], ann);
    assert_eq!(messages[1].json["sender_chat"]["id"], chat);
    assert_eq!(messages[1].json["reply_to_message"]["text"], "hello");
}

#[tokio::test]
async fn a_message_is_edited_by_who_wrote_it_only() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let (ann, bob) = (person(&control, "Ann").await, person(&control, "Bob").await);
    let path = format!("/control/chats/{ann}/messages");
    let said = control.post(&path, json!({ "as": ann, "text": "befor" })).await;
    let edit = format!("{path}/{}", said["message_id"]);
    assert_eq!(control.refusal(&edit, json!({ "as": bob, "text": "x" })).await.0, 409);
    control.post(&edit, json!({ "as": ann, "text": "before" })).await;
    assert_eq!(emulator.messages(ann)[0].text, "before");
}

#[tokio::test]
async fn faults_can_be_planned_and_forgotten() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    control.post("/control/faults", json!({ "method": "getMe", "fault": "retry_after", "seconds": 7 })).await;
    let path = format!("/bot{}/getMe", emulator.token());
    let (status, answer) = control.call(Method::GET, &path, None).await;
    assert_eq!((status, &answer["parameters"]["retry_after"]), (429, &json!(7)));
    control.post("/control/faults", json!({ "fault": "error", "times": 5 })).await;
    assert_eq!(control.call(Method::GET, &path, None).await.0, 500);
    control.call(Method::DELETE, "/control/faults", None).await;
    assert_eq!(control.call(Method::GET, &path, None).await.0, 200);
}

#[tokio::test]
async fn a_wrong_call_is_told_what_was_expected_and_what_to_do() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let path = format!("/control/chats/{ann}/messages");
    let (status, error) = control.refusal(&path, json!({ "as": ann })).await;
    assert_eq!((status, error["expected"].as_str()), (400, Some("a string in `text`")));
    assert_eq!(error["got"], "`as`");
    assert_eq!(control.refusal(&path, json!({ "as": ann, "text": "x".repeat(5000) })).await.0, 400);
    assert_eq!(control.refusal(&path, json!({ "as": "Ann", "text": "x" })).await.0, 400);
    assert_eq!(control.refusal("/control/chats/5/messages", json!({ "as": ann, "text": "x" })).await.0, 404);
    assert_eq!(control.refusal("/control/chats/x/messages", json!({ "as": ann, "text": "x" })).await.0, 400);
    assert_eq!(control.refusal("/control/faults", json!({ "fault": "flood" })).await.0, 400);
    assert_eq!(control.refusal("/control/nothing", json!({})).await.0, 404);
    assert_eq!(control.refusal("/control/state", json!({})).await.0, 405);
}

#[tokio::test]
async fn a_button_is_pressed_by_its_label_or_place_and_spins_until_it_is_answered() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }, { "text": "No", "callback_data": "n" }]] });
    let ask = json!({ "chat_id": ann, "text": "Sure?", "reply_markup": markup });
    let message = control.bot(emulator.token(), "sendMessage", ask).await["message_id"].clone();
    let path = format!("/control/chats/{ann}/messages/{message}/press");

    let yes = control.post(&path, json!({ "as": ann, "text": "Yes" })).await;
    let no = control.post(&path, json!({ "as": ann, "row": 0, "column": 1 })).await;
    let updates = control.bot(emulator.token(), "getUpdates", json!({})).await;
    assert_eq!(updates[0]["callback_query"]["data"], "y");
    assert_eq!(updates[1]["callback_query"]["data"], "n");

    let spins = format!("/control/presses/{}", no["query_id"].as_str().unwrap());
    assert_eq!(control.get(&spins).await["answer"], json!(null));
    let answer = json!({ "callback_query_id": no["query_id"], "text": "Kept", "show_alert": true });
    control.bot(emulator.token(), "answerCallbackQuery", answer).await;
    assert_eq!(control.get(&spins).await["answer"]["text"], "Kept");
    let journal = control.get(&format!("/control/journal?since={}", yes["revision"])).await;
    let answered = journal["entries"].as_array().unwrap().iter().find(|entry| entry["kind"] == "answered");
    assert_eq!(answered.unwrap()["query_id"], no["query_id"]);

    let (status, error) = control.refusal(&path, json!({ "as": ann, "text": "Maybe" })).await;
    assert_eq!((status, error["got"].as_str()), (409, Some(r#""Yes", "No""#)));
}

#[tokio::test]
async fn a_group_is_upgraded_once() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let made = control.post("/control/chats", json!({ "type": "group", "title": "Friends" })).await;
    let path = format!("/control/chats/{}/upgrade", made["chat"]["id"]);
    let new = control.post(&path, json!({})).await["chat"].clone();
    assert_eq!(new["type"], "supergroup");
    let chats = control.get("/control/chats").await;
    let old =
        chats["chats"].as_array().unwrap().iter().find(|chat| chat["id"] == made["chat"]["id"]).unwrap();
    assert_eq!(old["upgraded_to"], new["id"]);
    assert_eq!(control.refusal(&path, json!({})).await.0, 409);
    let updates = control.bot(emulator.token(), "getUpdates", json!({})).await;
    assert_eq!(updates[0]["message"]["migrate_to_chat_id"], new["id"]);
    assert_eq!(updates[1]["message"]["migrate_from_chat_id"], made["chat"]["id"]);
}

#[tokio::test]
async fn the_clock_goes_forward_only() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let before = control.get("/control/conditions").await["now"].as_u64().unwrap();
    control.post("/control/clock", json!({ "advance": 3600 })).await;
    assert!(emulator.clock().now() >= before + 3600);
    assert_eq!(control.refusal("/control/clock", json!({ "advance": -1 })).await.0, 400);
}
