//! Every form in which clients send calls.

use std::collections::HashMap;

use crate::bot::{Bot, PATIENCE, answer, raw};
use pouch_emulator::Emulator;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

#[tokio::test]
async fn methods_are_found_in_any_letter_case() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    for name in ["getMe", "GetMe", "getme", "GETME"] {
        assert_eq!(bot.ok(name, json!({})).await["username"], "pouch_emulator_bot");
    }
    assert!(emulator.requests().iter().all(|request| request.method == "getMe"));
}

#[tokio::test]
async fn parameters_come_by_query_form_json_and_multipart() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let id = ann.id().to_string();
    let form = "application/x-www-form-urlencoded; charset=utf-8";
    let parts = Form::new().text("chat_id", id.clone()).text("text", "multipart & more");
    let calls = [
        bot.get("sendMessage").query(&[("chat_id", id.as_str()), ("text", "query & more")]),
        bot.post("sendMessage").query(&[("chat_id", id.as_str()), ("text", "posted query")]),
        bot.post("sendMessage")
            .header("content-type", form)
            .body(format!("chat_id={id}&text=form+%26%20more")),
        bot.post("sendMessage").json(&json!({ "chat_id": ann.id(), "text": "json" })),
        bot.post("sendMessage").json(&json!({ "chat_id": id, "text": "json of strings" })),
        bot.post("sendMessage").multipart(parts),
    ];
    for call in calls {
        let answer = answer(call).await;
        assert_eq!(answer["result"]["chat"]["id"], ann.id(), "{answer}");
    }
    let replies = emulator.wait_for_replies(ann.id(), 6, PATIENCE).await.unwrap();
    let expected =
        ["query & more", "posted query", "form & more", "json", "json of strings", "multipart & more"];
    assert_eq!(replies, expected);
}

#[tokio::test]
async fn every_form_carries_numbers_flags_and_objects() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let question = ann.send("question");
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Ok & go", "callback_data": "ok" }]] });
    let answered = json!({ "message_id": question.message_id });
    let native = json!({
        "chat_id": ann.id(), "text": "answer", "disable_notification": true,
        "reply_markup": keyboard, "reply_parameters": answered,
    });
    let strings: Vec<(String, String)> = native.as_object().unwrap().iter().map(as_text).collect();
    let parts =
        strings.iter().fold(Form::new(), |form, (name, value)| form.text(name.clone(), value.clone()));
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(&strings).finish();
    let calls = [
        bot.get("sendMessage").query(&strings),
        bot.post("SENDMESSAGE").query(&strings),
        bot.post("SendMessage").header("content-type", "APPLICATION/X-WWW-FORM-URLENCODED").body(form),
        bot.post("sendmessage").multipart(parts),
        bot.post("sendMessage").json(&native),
        bot.post("sendMessage").json(&json!(HashMap::<String, String>::from_iter(strings))),
        // Some in the address, the rest in the body.
        bot.post("sendMessage").query(&[("chat_id", ann.id())]).json(&without(&native, "chat_id")),
    ];
    for (place, call) in calls.into_iter().enumerate() {
        let message = answer(call).await["result"].clone();
        assert_eq!(message["reply_markup"], keyboard, "call {place}");
        assert_eq!(message["reply_to_message"]["message_id"], question.message_id, "call {place}");
        assert_eq!(message["text"], "answer", "call {place}");
    }
}

/// A parameter as forms carry it: anything but text as JSON.
fn as_text((name, value): (&String, &Value)) -> (String, String) {
    (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

fn without(params: &Value, name: &str) -> Value {
    let mut params = params.clone();
    params.as_object_mut().unwrap().remove(name);
    params
}

#[tokio::test]
async fn an_empty_body_without_content_type_is_a_call() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    assert_eq!(answer(bot.post("getMe")).await["ok"], true);
    assert_eq!(answer(bot.get("getMe")).await["ok"], true);
}

#[tokio::test]
async fn json_inside_strings_and_numbers_as_strings_are_understood() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let commands = r#"[{"command":"put","description":"Store a value"}]"#;
    let form = [("commands", commands), ("scope", r#"{"type":"default"}"#)];
    assert_eq!(answer(bot.post("setMyCommands").query(&form)).await["result"], true);
    let menu = bot.ok("getMyCommands", json!({})).await;
    assert_eq!(menu, json!([{ "command": "put", "description": "Store a value" }]));

    let ann = emulator.user("Ann");
    ann.send("one");
    ann.send("two");
    let updates = answer(bot.get("getUpdates").query(&[("limit", "1"), ("timeout", "0")])).await;
    assert_eq!(updates["result"].as_array().unwrap().len(), 1);

    let keyboard = r#"{"inline_keyboard":[[{"text":"Ok","callback_data":"ok"}]]}"#;
    let message = json!({ "chat_id": ann.id(), "text": "choose", "reply_markup": keyboard });
    let message = bot.ok("sendMessage", message).await;
    assert_eq!(message["reply_markup"]["inline_keyboard"][0][0]["text"], "Ok");
}

#[tokio::test]
async fn a_file_in_a_form_is_logged_by_name_and_size() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let form = Form::new().part("photo", Part::bytes(vec![7; 10]).file_name("cat.jpg"));
    assert_eq!(answer(bot.post("noSuchMethod").multipart(form)).await["error_code"], 404);
    let request = emulator.requests().pop().unwrap();
    assert_eq!(request.params["photo"], json!({ "file_name": "cat.jpg", "size": 10 }));
}

#[tokio::test]
async fn broken_json_is_refused() {
    let emulator = Emulator::start().await.unwrap();
    let call = Bot::new(&emulator).post("getMe").header("content-type", "application/json").body("{");
    assert_eq!(answer(call).await["error_code"], 400);
}

#[tokio::test]
async fn bodies_are_bounded() {
    let emulator = Emulator::start().await.unwrap();
    let call = Bot::new(&emulator).post("getMe").header("content-type", "application/json");
    let body = vec![b' '; (50 << 20) + 1];
    assert_eq!(answer(call.body(body)).await["error_code"], 413);
}

#[tokio::test]
async fn other_sites_and_other_hosts_are_refused() {
    let emulator = Emulator::start().await.unwrap();
    let port = emulator.api_url().rsplit(':').next().unwrap().to_owned();
    let path = format!("/bot{}/getMe", emulator.token());
    let ask = |headers: String| format!("GET {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n");
    let own = format!("Host: localhost:{port}\r\n");
    let cases = [
        (own.clone(), "200 OK"),
        (format!("{own}Origin: http://localhost:{port}\r\n"), "200 OK"),
        (format!("{own}Origin: http://evil.example\r\n"), "403 Forbidden"),
        (format!("{own}Origin: http://localhost:1\r\n"), "403 Forbidden"),
        (format!("{own}Origin: null\r\n"), "403 Forbidden"),
        (format!("Host: evil.example:{port}\r\n"), "403 Forbidden"),
        (String::new(), "403 Forbidden"),
    ];
    for (headers, status) in cases {
        let answer = raw(&emulator, &ask(headers.clone())).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{headers}: {answer}");
    }
}
