//! The checker has to see mistakes, and to say where they are.
#![allow(clippy::unwrap_used)] // All of it is tests.

use pouch_bot_api_schema::{check_answer, check_update, check_value, find_method};
use serde_json::{Value, json};

fn message() -> Value {
    json!({
        "message_id": 1, "date": 1_700_000_000, "text": "hello",
        "chat": { "id": 1001, "type": "private", "first_name": "Ann" },
        "from": { "id": 1001, "is_bot": false, "first_name": "Ann" },
    })
}

/// What is said about an answer of `sendMessage` whose result was changed.
fn mistakes(change: impl FnOnce(&mut Value)) -> String {
    let mut message = message();
    change(&mut message);
    check_answer("SendMessage", &json!({ "ok": true, "result": message })).unwrap_err().to_string()
}

#[test]
fn a_right_answer_passes() {
    check_answer("sendmessage", &json!({ "ok": true, "result": message() })).unwrap();
    check_answer("deleteMessage", &json!({ "ok": true, "result": true })).unwrap();
    check_update(&json!({ "update_id": 1, "message": message() })).unwrap();
}

#[test]
fn a_wrong_type_is_a_mistake() {
    let said = mistakes(|message| message["chat"]["first_name"] = json!(5));
    assert_eq!(said, "sendMessage.result.chat.first_name: expected String, got 5");
    let said = mistakes(|message| message["chat"]["id"] = json!("1001"));
    assert_eq!(said, r#"sendMessage.result.chat.id: expected Integer, got "1001""#);
    let said = mistakes(|message| message["date"] = json!(1.5));
    assert_eq!(said, "sendMessage.result.date: expected Integer, got 1.5");
    let said = mistakes(|message| message["text"] = Value::Null);
    assert_eq!(said, "sendMessage.result.text: expected String, got null");
    let said = mistakes(|message| message["chat"] = json!([]));
    assert_eq!(said, "sendMessage.result.chat: expected Chat, got []");
    let said = mistakes(|message| message["chat"]["type"] = json!("room"));
    assert!(said.contains(r#"type: expected "private" or "group" or "supergroup" or "channel", got "room""#));
}

#[test]
fn a_missing_field_is_a_mistake() {
    let said = mistakes(|message| drop(message["from"].as_object_mut().unwrap().remove("is_bot")));
    assert_eq!(said, "sendMessage.result.from.is_bot: missing, but required in User");
    let said = check_update(&json!({})).unwrap_err().to_string();
    assert_eq!(said, "Update.update_id: missing, but required in Update");
}

#[test]
fn an_unknown_field_is_a_mistake() {
    let said = mistakes(|message| message["from"]["frist_name"] = json!("Ann"));
    assert_eq!(said, r#"sendMessage.result.from.frist_name: no such field, got "Ann""#);
}

#[test]
fn every_mistake_is_told_with_its_place_in_a_list() {
    let said = mistakes(|message| {
        message["entities"] = json!([
            { "type": "bold", "offset": 0, "length": 1 },
            { "type": "loud", "offset": "0", "length": 1 },
        ]);
    });
    let (type_line, offset_line) = (said.lines().nth(1).unwrap(), said.lines().next().unwrap());
    assert_eq!(offset_line, r#"sendMessage.result.entities[1].offset: expected Integer, got "0""#);
    assert!(type_line.starts_with("sendMessage.result.entities[1].type: expected \"mention\" or "));
}

#[test]
fn a_union_is_told_by_its_discriminator() {
    let user = json!({ "id": 1, "is_bot": false, "first_name": "Ann" });
    check_value("ChatMember", &json!({ "status": "left", "user": user })).unwrap();
    let banned = check_value("ChatMember", &json!({ "status": "kicked", "user": user })).unwrap_err();
    assert_eq!(banned.to_string(), "ChatMember.until_date: missing, but required in ChatMemberBanned");
    let unheard = check_value("ChatMember", &json!({ "status": "away", "user": user })).unwrap_err();
    assert!(unheard.to_string().starts_with("ChatMember: expected ChatMember, got {"));
}

#[test]
fn a_message_that_is_out_of_reach_is_told_by_its_date() {
    let chat = json!({ "id": 1, "type": "private" });
    let gone = json!({ "chat": chat, "message_id": 1, "date": 0 });
    check_value("MaybeInaccessibleMessage", &gone).unwrap();
    check_value("MaybeInaccessibleMessage", &message()).unwrap();
    let mut talkative = gone;
    talkative["text"] = json!("hello");
    let said = check_value("MaybeInaccessibleMessage", &talkative).unwrap_err().to_string();
    assert_eq!(said, r#"MaybeInaccessibleMessage.text: no such field, got "hello""#);
}

#[test]
fn a_choice_of_types_takes_each_of_them_and_no_other() {
    for result in [json!(true), message()] {
        check_answer("editMessageText", &json!({ "ok": true, "result": result })).unwrap();
    }
    let said = check_answer("editMessageText", &json!({ "ok": true, "result": false })).unwrap_err();
    assert_eq!(said.to_string(), "editMessageText.result: expected Message or True, got false");
    let text = json!(["plain", { "type": "bold", "text": "loud" }]);
    check_value("RichText", &text).unwrap();
}

#[test]
fn errors_have_a_form_too() {
    let late = json!({ "retry_after": 5 });
    let error = |parameters: Value| {
        let answer = json!({
            "ok": false, "error_code": 429, "description": "Too Many Requests: retry after 5",
            "parameters": parameters,
        });
        check_answer("sendMessage", &answer)
    };
    error(late).unwrap();
    let said = error(json!({ "retry_after": "5" })).unwrap_err().to_string();
    assert_eq!(said, r#"sendMessage.parameters.retry_after: expected Integer, got "5""#);
    let said = check_answer("x", &json!({ "ok": false, "result": 1 })).unwrap_err().to_string();
    assert_eq!(
        said,
        "x.result: no such field, got 1\n\
         x.error_code: expected Integer, got null\n\
         x.description: expected String, got null"
    );
    assert_eq!(check_answer("x", &json!([])).unwrap_err().to_string(), "x.ok: expected Boolean, got null");
}

#[test]
fn an_answer_of_a_method_that_does_not_exist_is_a_mistake() {
    let said = check_answer("getNothing", &json!({ "ok": true, "result": true })).unwrap_err();
    assert_eq!(said.to_string(), "getNothing: the Bot API has no such method, but it was answered");
    assert_eq!(find_method("GETME"), Some("getMe"));
}

#[test]
fn long_values_are_shortened() {
    let said = mistakes(|message| message["chat"]["id"] = json!("😀".repeat(1000)));
    assert!(said.chars().count() < 150, "{said}");
}
