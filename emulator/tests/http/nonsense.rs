//! Calls that no sane client makes are answered all the same.

use crate::bot::Bot;
use pouch_bot_api_schema::{methods, parameters_of};
use pouch_emulator::Emulator;
use serde_json::{Map, Value, json};

/// Values that are wrong for most parameters.
fn nonsense() -> Vec<Value> {
    let deep = (0..100).fold(json!([]), |inner, _| json!([inner]));
    vec![
        json!(""),
        json!("x"),
        json!("\u{0}😀\u{202e}"),
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(i64::MAX),
        json!([]),
        json!([[{}]]),
        json!({}),
        json!({ "type": "x" }),
        deep,
    ]
}

/// All parameters of a method with one value; those in `right` as they are there.
fn fill(parameters: &[String], value: &Value, right: &Value) -> Value {
    let fields = parameters.iter().map(|name| {
        let value = right.get(name).unwrap_or(value);
        (name.clone(), value.clone())
    });
    Value::Object(fields.collect::<Map<_, _>>())
}

#[tokio::test]
async fn every_method_answers_in_form_whatever_it_is_given() {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    let group = emulator.supergroup("Friends");
    let messages = [ann.send("hello"), ann.send_to(&group, "hello")];
    for method in methods() {
        let parameters = parameters_of(method);
        if bot.call(method, json!({})).await["error_code"] == 404 {
            continue; // The emulator does not have it.
        }
        for (value, sent) in nonsense().iter().zip(messages.iter().cycle()) {
            bot.call(method, fill(parameters, value, &json!({ "timeout": 0 }))).await;
            let right = json!({
                "chat_id": sent.chat_id, "message_id": sent.message_id, "user_id": ann.id(),
                "from_chat_id": sent.chat_id, "text": "hello", "timeout": 0,
            });
            bot.call(method, fill(parameters, value, &right)).await;
        }
    }
    bot.ok("getMe", json!({})).await;
}
