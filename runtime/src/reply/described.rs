//! Contents that are described by parameters alone, and what Telegram takes of them at most.

use pouch_formatting::{clean, utf16_len};
use serde_json::{Map, Value, json};

use super::draft::{Fault, check_size};
use super::message::Reply;

impl Reply {
    /// A place on the map, in degrees.
    pub fn location(latitude: f64, longitude: f64) -> Self {
        Reply::described("sendLocation", &json!({ "latitude": latitude, "longitude": longitude }))
    }

    /// A place on the map, in degrees, with a name and an address.
    pub fn venue(
        latitude: f64,
        longitude: f64,
        title: impl Into<String>,
        address: impl Into<String>,
    ) -> Self {
        let (title, address) = (title.into(), address.into());
        let venue =
            json!({ "latitude": latitude, "longitude": longitude, "title": title, "address": address });
        Reply::described("sendVenue", &venue)
    }

    /// Somebody's phone number.
    pub fn contact(phone_number: impl Into<String>, first_name: impl Into<String>) -> Self {
        let (phone_number, first_name) = (phone_number.into(), first_name.into());
        Reply::described("sendContact", &json!({ "phone_number": phone_number, "first_name": first_name }))
    }

    /// A poll of Telegram's own, with 2 to 12 options. Nobody sees who votes what, and each votes for one option, unless
    /// [`with`](Reply::with) changes that: `.with("is_anonymous", false).with("allows_multiple_answers", true)`.
    pub fn poll<T: Into<String>>(question: impl Into<String>, options: impl IntoIterator<Item = T>) -> Self {
        let options: Vec<Value> =
            options.into_iter().map(|option| json!({ "text": option.into() })).collect();
        let question: String = question.into();
        Reply::described("sendPoll", &json!({ "question": question, "options": options }))
    }

    /// A poll in which one option, counted from 0, is the right one.
    pub fn quiz<T: Into<String>>(
        question: impl Into<String>,
        options: impl IntoIterator<Item = T>,
        right: usize,
    ) -> Self {
        Reply::poll(question, options).with("type", "quiz").with("correct_option_id", right)
    }

    /// A die that shows a random value, from 1 to 6.
    pub fn dice() -> Self {
        Reply::dice_of("🎲")
    }

    /// Another emoji that shows a random value: 🎯, 🏀, ⚽, 🎳 or 🎰.
    pub fn dice_of(emoji: impl Into<String>) -> Self {
        let emoji: String = emoji.into();
        Reply::described("sendDice", &json!({ "emoji": emoji }))
    }
}

/// Refuses what Telegram would refuse of a call of that method.
pub(super) fn check(method: &str, parameters: &Map<String, Value>) -> Result<(), Fault> {
    let text = |name: &str| clean(parameters.get(name).and_then(Value::as_str).unwrap_or_default());
    let units = |name: &str| utf16_len(&text(name));
    match method {
        "sendPoll" => {
            check_size("the question of a poll", (1, 300), "characters", units("question"))?;
            check_options(parameters.get("options").and_then(Value::as_array))
        }
        "sendInvoice" => {
            check_size("the title of an invoice", (1, 32), "characters", units("title"))?;
            check_size("the description of an invoice", (1, 255), "characters", units("description"))?;
            check_size("the payload of an invoice", (1, 128), "bytes", text("payload").len())
        }
        "sendVenue" => {
            check_size("the title of a venue", (1, 4096), "characters", units("title"))?;
            check_size("the address of a venue", (1, 4096), "characters", units("address"))
        }
        "sendContact" => {
            check_size("the phone number of a contact", (1, 64), "characters", units("phone_number"))?;
            check_size("the name of a contact", (1, 64), "characters", units("first_name"))
        }
        _ => Ok(()),
    }
}

fn check_options(options: Option<&Vec<Value>>) -> Result<(), Fault> {
    let options = options.map(Vec::as_slice).unwrap_or_default();
    check_size("a poll", (2, 12), "options", options.len())?;
    options.iter().try_for_each(|option| {
        let text = clean(option["text"].as_str().unwrap_or_default());
        check_size("an option of a poll", (1, 100), "characters", utf16_len(&text))
    })
}
