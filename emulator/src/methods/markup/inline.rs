//! `InlineKeyboardMarkup`.

use pouch_formatting::{checked_link, clean, https_link, linked_user};
use serde_json::{Value, json};

use super::{buttons, rows};
use crate::{
    fields::Fields,
    refusal::Refusal,
    world::{BOT_USERNAME, ChatKind},
};

/// In bytes.
const LONGEST_DATA: usize = 64;
const LONGEST_COPY_TEXT: usize = 256;
const LONGEST_QUERY: usize = 256;
const MOST_BUTTONS: usize = 100;

/// Reads a keyboard; without buttons it is none.
pub(super) fn keyboard(fields: Fields<'_>) -> Result<Option<Value>, String> {
    let rows = rows(fields, "inline_keyboard", |given| {
        button(given).map_err(|reason| match reason {
            Wrong::Shape(reason) => format!("Can't parse inline keyboard button: {reason}"),
            Wrong::Content(reason) => reason,
        })
    })?;
    let keyboard = rows.map(|rows| json!({ "inline_keyboard": rows }));
    let count = keyboard.as_ref().map_or(0, |keyboard| buttons(keyboard, "inline_keyboard").count());
    if count > MOST_BUTTONS { Err("reply markup is too long".to_owned()) } else { Ok(keyboard) }
}

/// What is wrong with a button.
enum Wrong {
    /// It can't be read.
    Shape(String),
    /// It can be read, but not be used.
    Content(String),
}

impl From<String> for Wrong {
    fn from(reason: String) -> Self {
        Self::Shape(reason)
    }
}

/// A button that keeps its text, its look, and the first of its actions, as Telegram does.
fn button(given: &Value) -> Result<Value, Wrong> {
    let Value::Object(given) = given else {
        return Err(Wrong::Shape("Inline keyboard button must be an Object".to_owned()));
    };
    let fields = Fields(given);
    let text = clean(&fields.required_text("text")?);
    let (name, value) = action(fields)?;
    if text.is_empty() {
        return Err(Wrong::Content("Inline keyboard button text must be non-empty".to_owned()));
    }
    let mut button = json!({ "text": text });
    button[name] = value;
    for name in ["style", "icon_custom_emoji_id"] {
        if let Some(value) = fields.text(name)? {
            button[name] = json!(value);
        }
    }
    Ok(button)
}

/// What a button does.
fn action(fields: Fields<'_>) -> Result<(&'static str, Value), Wrong> {
    if let Some(url) = fields.text("url")?.filter(|url| !url.is_empty()) {
        return Ok(("url", json!(web_url(&url)?)));
    }
    if let Some(data) = fields.text("callback_data")?.filter(|data| !data.is_empty()) {
        return Ok(("callback_data", json!(callback_data(data)?)));
    }
    if fields.has("callback_game") {
        return Ok(("callback_game", json!({})));
    }
    if fields.flag("pay")? {
        return Ok(("pay", json!(true)));
    }
    for name in ["switch_inline_query", "switch_inline_query_current_chat"] {
        if let Some(query) = fields.text(name)? {
            return Ok((name, json!(inline_query(query)?)));
        }
    }
    if let Some(chosen) = fields.object("switch_inline_query_chosen_chat")? {
        return Ok(("switch_inline_query_chosen_chat", chosen_chat(chosen)?));
    }
    if let Some(login) = fields.object("login_url")? {
        return Ok(("login_url", login_url(login)?));
    }
    if let Some(app) = fields.object("web_app")? {
        let url = app.required_text("url")?;
        let url =
            https_link(&url).map_err(|reason| content(format!("Inline keyboard button Web App {reason}")))?;
        return Ok(("web_app", json!({ "url": url })));
    }
    if let Some(copied) = fields.object("copy_text")? {
        let text = copied.required_text("text")?;
        return match text.chars().count() {
            1..=LONGEST_COPY_TEXT => Ok(("copy_text", json!({ "text": text }))),
            _ => Err(content("BUTTON_COPY_TEXT_INVALID".to_owned())),
        };
    }
    Err(Wrong::Shape("Text buttons are unallowed in the inline keyboard".to_owned()))
}

fn content(reason: String) -> Wrong {
    Wrong::Content(reason)
}

fn web_url(url: &str) -> Result<String, Wrong> {
    match linked_user(url) {
        Some(id) => Ok(format!("tg://user?id={id}")),
        None => checked_link(url).map_err(|reason| content(format!("Inline keyboard button {reason}"))),
    }
}

fn callback_data(data: String) -> Result<String, Wrong> {
    if data.len() > LONGEST_DATA { Err(content("BUTTON_DATA_INVALID".to_owned())) } else { Ok(data) }
}

fn inline_query(query: String) -> Result<String, Wrong> {
    let is_short = query.chars().count() <= LONGEST_QUERY;
    if is_short { Ok(query) } else { Err(content("BUTTON_DATA_INVALID".to_owned())) }
}

fn chosen_chat(given: Fields<'_>) -> Result<Value, Wrong> {
    let mut chosen = json!({});
    if let Some(query) = given.text("query")? {
        chosen["query"] = json!(inline_query(query)?);
    }
    for name in ["allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats"] {
        if given.flag(name)? {
            chosen[name] = json!(true);
        }
    }
    Ok(chosen)
}

fn login_url(given: Fields<'_>) -> Result<Value, Wrong> {
    let url = given.required_text("url")?;
    let url = https_link(&url).map_err(|reason| content(format!("Inline keyboard button login {reason}")))?;
    given.flag("request_write_access")?;
    match given.text("bot_username")? {
        Some(name) if !name.trim_start_matches('@').eq_ignore_ascii_case(BOT_USERNAME) => {
            Err(content(format!("Bot \"{name}\" not found")))
        }
        _ => Ok(json!({ "url": url })),
    }
}

/// Checks a keyboard for a chat of this kind. Buttons to pay and to play need an invoice or a game, which have their
/// own methods; web apps open in private chats only.
pub(super) fn admit(keyboard: &Value, kind: ChatKind) -> Result<(), Refusal> {
    for button in buttons(keyboard, "inline_keyboard") {
        let has = |name: &str| button.get(name).is_some();
        if has("callback_game") || (has("web_app") && kind != ChatKind::Private) {
            return Err(Refusal::bad_request("BUTTON_TYPE_INVALID"));
        }
        let switches = ["switch_inline_query", "switch_inline_query_current_chat"];
        if let Some(name) = switches.into_iter().find(|name| has(name) && kind == ChatKind::Channel) {
            let reason = "because users will not be able to use the button without knowing bot's username";
            return Err(Refusal::bad_request(&format!(
                "can't use {name} button in a channel chat, {reason}"
            )));
        }
    }
    Ok(())
}

/// Refuses buttons to pay where nothing is sold.
pub(in crate::methods) fn refuse_payment(keyboard: &Value) -> Result<(), Refusal> {
    let has_pay = buttons(keyboard, "inline_keyboard").any(|button| button.get("pay").is_some());
    if has_pay { Err(Refusal::bad_request("BUTTON_TYPE_INVALID")) } else { Ok(()) }
}
