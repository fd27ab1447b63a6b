//! Files, polls, reactions, topics, and people who come and go.

use pouch_emulator::Emulator;
use reqwest::{Client, Method};
use serde_json::json;

use crate::{Control, person};

/// A picture of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

#[tokio::test]
async fn a_file_is_given_once_sent_by_its_id_and_read_back() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let url = |path: &str| format!("{}/control/{path}", emulator.api_url());
    let post = || Client::new().post(url("files?kind=photo&name=dot.gif")).body(PIXEL);
    assert_eq!(post().send().await.unwrap().status(), 415, "a page of another site could send this");
    let given = post().header("content-type", "application/octet-stream").send().await.unwrap();
    let given: serde_json::Value = given.json().await.unwrap();
    let path = format!("/control/chats/{ann}/messages");
    control.post(&path, json!({ "as": ann, "photo": given["file_id"], "text": "a dot" })).await;
    let message = emulator.messages(ann)[0].json.clone();
    assert_eq!(message["caption"], "a dot");
    let file_id = message["photo"][0]["file_id"].as_str().unwrap().to_owned();
    let read = reqwest::get(url(&format!("files/{file_id}"))).await.unwrap();
    assert_eq!(read.headers()["content-type"], "image/gif");
    assert_eq!(read.bytes().await.unwrap(), PIXEL);
    assert_eq!(control.refusal(&path, json!({ "as": ann, "photo": "nothing" })).await.0, 400);
}

#[tokio::test]
async fn a_file_that_a_browser_could_run_is_only_to_be_saved() {
    let emulator = Emulator::start().await.unwrap();
    let url = |path: &str| format!("{}/control/{path}", emulator.api_url());
    let page =
        Client::new().post(url("files?kind=document&name=page.html")).body("<script>alert(1)</script>");
    let given = page.header("content-type", "application/octet-stream").send().await.unwrap();
    let given: serde_json::Value = given.json().await.unwrap();
    let read = reqwest::get(url(&format!("files/{}", given["file_id"].as_str().unwrap()))).await.unwrap();
    assert_eq!(read.headers()["content-type"], "application/octet-stream");
    assert_eq!(read.headers()["content-disposition"], "attachment");
}

#[tokio::test]
async fn people_share_contacts_places_and_polls_and_vote() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let path = format!("/control/chats/{ann}/messages");
    let contact = json!({ "phone_number": "+99966001001", "first_name": "Ann", "user_id": ann });
    control.post(&path, json!({ "as": ann, "contact": contact })).await;
    control.post(&path, json!({ "as": ann, "location": { "latitude": 1.5, "longitude": 2 } })).await;
    let poll = json!({ "question": "When?", "options": ["Friday", "Sunday"] });
    let sent = control.post(&path, json!({ "as": ann, "poll": poll })).await;
    control.post(&format!("{path}/{}/vote", sent["message_id"]), json!({ "as": ann, "options": [1] })).await;
    let messages = emulator.messages(ann);
    assert_eq!(messages[0].json["contact"]["user_id"], ann);
    assert_eq!(messages[1].json["location"]["latitude"], 1.5);
    assert_eq!(messages[2].json["poll"]["options"][1]["voter_count"], 1);
    assert_eq!(control.refusal(&path, json!({ "as": ann, "poll": { "question": "?" } })).await.0, 400);
    assert_eq!(control.refusal(&path, json!({ "as": ann, "contact": {} })).await.0, 400);
}

#[tokio::test]
async fn people_react_to_messages_and_delete_their_own() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let (ann, bob) = (person(&control, "Ann").await, person(&control, "Bob").await);
    let made = control.post("/control/chats", json!({ "type": "group", "title": "Friends" })).await;
    let path = format!("/control/chats/{}/messages", made["chat"]["id"]);
    let sent = control.post(&path, json!({ "as": ann, "text": "hello" })).await;
    let message = format!("{path}/{}", sent["message_id"]);
    control.post(&format!("{message}/react"), json!({ "as": bob, "emoji": ["👍"] })).await;
    assert_eq!(control.get(&path).await["messages"][0]["reactions"][0]["total_count"], 1);
    assert_eq!(
        control.refusal(&format!("{message}/react"), json!({ "as": bob, "emoji": "👍" })).await.0,
        400
    );
    assert_eq!(control.refusal(&format!("{message}/delete"), json!({ "as": bob })).await.0, 409);
    control.post(&format!("{message}/delete"), json!({ "as": ann })).await;
    assert_eq!(control.get(&path).await["messages"], json!([]));
}

#[tokio::test]
async fn a_forum_has_topics_and_people_who_leave_it() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let made = control.post("/control/chats", json!({ "type": "forum", "title": "Club" })).await;
    let chat = format!("/control/chats/{}", made["chat"]["id"]);
    control.post(&format!("{chat}/members"), json!({ "as": ann, "do": "join" })).await;
    let topic = control.post(&format!("{chat}/topics"), json!({ "as": ann, "name": "Plans" })).await;
    let text = json!({ "as": ann, "text": "hello", "message_thread_id": topic["message_thread_id"] });
    control.post(&format!("{chat}/messages"), text.clone()).await;
    control.post(&format!("{chat}/members"), json!({ "as": ann, "do": "leave" })).await;
    let chats = control.get("/control/chats").await["chats"].clone();
    let forum = chats.as_array().unwrap().iter().find(|shown| shown["id"] == made["chat"]["id"]);
    assert_eq!(forum.unwrap()["gone"], json!([ann]));
    assert_eq!(control.refusal(&format!("{chat}/messages"), text).await.0, 409);
    let keyboard = control.call(Method::GET, &format!("{chat}/keyboard?as={ann}"), None).await;
    assert_eq!(keyboard.1["markup"], json!(null));
}

#[tokio::test]
async fn an_inline_query_brings_results_of_which_one_is_picked() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let asked = control.post("/control/inline", json!({ "as": ann, "query": "cats" })).await;
    let path = format!("/control/inline/{}", asked["query_id"].as_str().unwrap());
    assert_eq!(control.get(&path).await["answer"], json!(null));
    let result = json!({ "type": "article", "id": "a", "title": "Cat", "input_message_content": { "message_text": "Meow" } });
    let answer = json!({ "inline_query_id": asked["query_id"], "results": [result] });
    let waiting = format!("{path}?wait=30");
    let (answer, _) =
        tokio::join!(control.get(&waiting), control.bot(emulator.token(), "answerInlineQuery", answer));
    assert_eq!(answer["answer"]["results"][0]["title"], "Cat");
    control.post(&format!("{path}/pick"), json!({ "result": "a", "chat": ann })).await;
    assert_eq!(emulator.messages(ann)[0].text, "Meow");
    assert_eq!(control.refusal(&format!("{path}/pick"), json!({ "result": "b", "chat": ann })).await.0, 409);
}

#[tokio::test]
async fn an_invoice_is_paid_when_the_bot_agrees() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let prices = json!([{ "label": "Book", "amount": 5 }]);
    let invoice = json!({ "chat_id": ann, "title": "Book", "description": "A book", "payload": "book", "currency": "XTR", "prices": prices });
    let message = control.bot(emulator.token(), "sendInvoice", invoice).await["message_id"].clone();
    let paid =
        control.post(&format!("/control/chats/{ann}/messages/{message}/pay"), json!({ "as": ann })).await;
    let path = format!("/control/payments/{}", paid["payment_id"].as_str().unwrap());
    assert_eq!(control.get(&path).await["outcome"], json!(null));
    let agrees = json!({ "pre_checkout_query_id": paid["payment_id"], "ok": true });
    control.bot(emulator.token(), "answerPreCheckoutQuery", agrees).await;
    assert_eq!(control.get(&format!("{path}?wait=30")).await["outcome"]["is_paid"], true);
}

#[tokio::test]
async fn a_forward_says_where_it_comes_from_and_an_album_is_one() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let (ann, bob) = (person(&control, "Ann").await, person(&control, "Bob").await);
    let first = emulator.user("Cleo").draft("my cat").photo(PIXEL).send();
    let path = format!("/control/chats/{ann}/messages");
    let place = json!({ "chat_id": first.chat_id, "message_id": first.message_id });
    control.post(&path, json!({ "as": ann, "forward": place })).await;
    let forward = emulator.messages(ann)[0].json.clone();
    assert_eq!((&forward["caption"], &forward["from"]["id"]), (&json!("my cat"), &json!(ann)));
    assert_eq!(forward["forward_origin"]["sender_user"]["first_name"], "Cleo");
    let nowhere = json!({ "as": ann, "forward": { "chat_id": ann, "message_id": 999 } });
    assert_eq!(control.refusal(&path, nowhere).await.0, 400);

    let album = control.post("/control/albums", json!({})).await["media_group_id"].clone();
    let file = forward["photo"][0]["file_id"].clone();
    let path = format!("/control/chats/{bob}/messages");
    for _ in 0..2 {
        control.post(&path, json!({ "as": bob, "photo": file, "media_group_id": album })).await;
    }
    assert!(emulator.messages(bob).iter().all(|message| message.json["media_group_id"] == album));
    let path = format!("{path}/{}", emulator.messages(bob)[0].id);
    let edited = control.post(&path, json!({ "as": bob, "text": "" })).await;
    assert!(edited["update_id"].is_i64(), "a caption may be taken away");
}

#[tokio::test]
async fn what_a_keyboard_asks_for_is_shared() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let (ann, bob) = (person(&control, "Ann").await, person(&control, "Bob").await);
    let friends = emulator.group("Friends").id();
    let path = format!("/control/chats/{ann}/messages");
    let shared = [
        ("users_shared", json!({ "request_id": 1, "users": [bob] })),
        ("chat_shared", json!({ "request_id": 2, "chat": friends })),
        ("web_app_data", json!({ "data": "{}", "button_text": "Open" })),
    ];
    for (name, value) in shared {
        control.post(&path, json!({ "as": ann, name: value })).await;
    }
    let seen = emulator.messages(ann);
    assert_eq!(seen[0].json["users_shared"]["users"][0]["first_name"], "Bob");
    assert_eq!(seen[1].json["chat_shared"]["title"], "Friends");
    assert_eq!(seen[2].json["web_app_data"]["button_text"], "Open");
    assert_eq!(control.refusal(&path, json!({ "as": ann, "users_shared": { "users": [7] } })).await.0, 400);
}
