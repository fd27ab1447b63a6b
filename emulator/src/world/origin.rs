//! Where a message came from first.

use serde_json::{Value, json};

/// The `MessageOrigin` of a message: of a forwarded one, its own.
pub(crate) fn origin(message: &Value) -> Value {
    if let Some(origin) = message.get("forward_origin") {
        return origin.clone();
    }
    let (date, chat, sender) = (&message["date"], &message["chat"], &message["sender_chat"]);
    let mut origin = if chat["type"] == "channel" {
        json!({ "type": "channel", "date": date, "chat": chat, "message_id": message["message_id"] })
    } else if sender.is_object() {
        json!({ "type": "chat", "date": date, "sender_chat": sender })
    } else {
        json!({ "type": "user", "date": date, "sender_user": message["from"] })
    };
    if let Some(signature) = message.get("author_signature") {
        origin["author_signature"] = signature.clone();
    }
    origin
}
