//! `ReplyKeyboardMarkup`.

use pouch_formatting::{clean, https_link};
use serde_json::{Value, json};

use super::{buttons, rows, selective, with_placeholder};
use crate::{fields::Fields, refusal::Refusal, world::ChatKind};

const MOST_BUTTONS: usize = 300;
const MOST_USERS: i64 = 10;

/// Reads a keyboard; without buttons it is none.
pub(super) fn keyboard(fields: Fields<'_>) -> Result<Option<Value>, String> {
    let Some(rows) = rows(fields, "keyboard", button)? else { return Ok(None) };
    let mut keyboard = json!({ "keyboard": rows });
    if buttons(&keyboard, "keyboard").count() > MOST_BUTTONS {
        return Err("reply markup is too long".to_owned());
    }
    for name in ["is_persistent", "resize_keyboard", "one_time_keyboard"] {
        if fields.flag(name)? {
            keyboard[name] = json!(true);
        }
    }
    selective(with_placeholder(keyboard, fields)?, fields).map(Some)
}

/// A button; a mere string is one, too.
fn button(given: &Value) -> Result<Value, String> {
    let unreadable = |reason: String| format!("Can't parse keyboard button: {reason}");
    let button = match given {
        Value::String(text) => json!({ "text": clean(text) }),
        Value::Object(fields) => {
            let fields = Fields(fields);
            let text = fields.required_text("text").map_err(unreadable)?;
            let mut button = json!({ "text": clean(&text) });
            if let Some((name, value)) = request(fields).map_err(unreadable)? {
                button[name] = value;
            }
            button
        }
        _ => return Err(unreadable("KeyboardButton must be a String or an Object".to_owned())),
    };
    if button["text"] == "" {
        return Err("Keyboard button text must be non-empty".to_owned());
    }
    if button["request_users"]["max_quantity"].as_i64().is_some_and(|most| !(1..=MOST_USERS).contains(&most))
    {
        return Err("BUTTON_QUANTITY_MAX_INVALID".to_owned());
    }
    if let Some(url) = button["web_app"]["url"].as_str() {
        https_link(url).map_err(|reason| format!("Keyboard button Web App {reason}"))?;
    }
    Ok(button)
}

/// What a button asks for beside its text.
fn request(fields: Fields<'_>) -> Result<Option<(&'static str, Value)>, String> {
    if let Some(poll) = fields.object("request_poll")? {
        let kind = poll.text("type")?.filter(|kind| !kind.is_empty());
        return Ok(Some(("request_poll", kind.map_or_else(|| json!({}), |kind| json!({ "type": kind })))));
    }
    if fields.flag("request_contact")? || fields.flag("request_phone_number")? {
        return Ok(Some(("request_contact", json!(true))));
    }
    if fields.flag("request_location")? {
        return Ok(Some(("request_location", json!(true))));
    }
    if let Some(app) = fields.object("web_app")? {
        return Ok(Some(("web_app", json!({ "url": app.required_text("url")? }))));
    }
    for name in ["request_users", "request_user", "request_chat"] {
        if let Some(request) = fields.object(name)? {
            request.required_integer("request_id")?;
            check_flags(request)?;
            let name = if name == "request_user" { "request_users" } else { name };
            return Ok(Some((name, Value::Object(request.0.clone()))));
        }
    }
    Ok(None)
}

fn check_flags(request: Fields<'_>) -> Result<(), String> {
    let flags = [
        "user_is_bot",
        "user_is_premium",
        "request_name",
        "request_username",
        "request_photo",
        "chat_is_channel",
        "chat_is_forum",
        "chat_has_username",
        "chat_is_created",
        "bot_is_member",
        "request_title",
    ];
    flags.into_iter().try_for_each(|name| request.flag(name).map(drop))
}

/// Buttons that ask for something are for private chats.
pub(super) fn admit(keyboard: &Value, kind: ChatKind) -> Result<(), Refusal> {
    if kind == ChatKind::Private {
        return Ok(());
    }
    let requests = [
        ("request_contact", "phone number can be requested"),
        ("request_location", "location can be requested"),
        ("request_poll", "poll can be requested"),
        ("web_app", "Web App buttons can be used"),
        ("request_users", "users can be requested"),
        ("request_chat", "chats can be requested"),
    ];
    for button in buttons(keyboard, "keyboard") {
        if let Some((_, what)) = requests.into_iter().find(|(name, _)| button.get(name).is_some()) {
            return Err(Refusal::worded(&format!("{what} in private chats only")));
        }
    }
    Ok(())
}
