//! Messages made by hand, for updates that no client would send.

use pouch_emulator::User;
use serde_json::{Value, json};

/// A `Message` of that person to the bot.
pub(crate) fn private_message(user: &User, text: &str) -> Value {
    json!({
        "message_id": 1,
        "date": 1_700_000_000,
        "chat": { "id": user.id(), "type": "private", "first_name": user.name() },
        "from": { "id": user.id(), "is_bot": false, "first_name": user.name() },
        "text": text,
    })
}

/// The same, with the first word marked as a command.
pub(crate) fn command(user: &User, text: &str) -> Value {
    let mut message = private_message(user, text);
    let length = text.split_whitespace().next().unwrap().len();
    message["entities"] = json!([{ "type": "bot_command", "offset": 0, "length": length }]);
    message
}
