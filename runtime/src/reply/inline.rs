//! Answers to inline queries.

use std::time::Duration;

use pouch_formatting::https_link;
use serde::Serialize;
use serde_json::{Map, Value, json};
use teloxide_core::types::InlineQueryResult;

use super::body::{Body, LONGEST_CAPTION, LONGEST_TEXT};
use super::draft::{Fault, check_size, parameter};
use super::into_reply::IntoReply;
use super::outcome::Outcome;
use super::text::Text;
use crate::button::{ButtonRow, ButtonRows, Keyboard as Buttons};
use crate::failure::Failure;

/// The most results of one answer, and the most bytes of an id.
const MOST_RESULTS: usize = 50;
const LONGEST_ID: usize = 64;

/// What somebody can choose from who has typed the bot's name and a question in any chat.
///
/// Returned by an `#[on(inline_query)]` function. Inline mode has to be switched on at `@BotFather`.
///
/// ```
/// use pouch::prelude::*;
///
/// #[on(inline_query)]
/// fn shout(query: &InlineQuery) -> InlineAnswer {
///     let text = query.query.to_uppercase();
///     InlineAnswer::new([InlineResult::article("loud", "Shout", &text).description(text)])
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a query is answered when a handler returns this"]
pub struct InlineAnswer {
    results: Vec<InlineResult>,
    more: Map<String, Value>,
}

/// One result of an [`InlineAnswer`]; teloxide-core's types of results become one, too.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a result is shown in an `InlineAnswer`"]
pub struct InlineResult {
    fields: Map<String, Value>,
    message: Option<Body>,
    caption: Option<Body>,
    buttons: Option<Buttons>,
}

impl InlineAnswer {
    /// These results, 50 at most.
    pub fn new<T: Into<InlineResult>>(results: impl IntoIterator<Item = T>) -> Self {
        InlineAnswer { results: results.into_iter().map(Into::into).collect(), more: Map::new() }
    }

    /// Lets Telegram answer the same question by itself for so long, instead of 5 minutes.
    pub fn cache_for(self, time: Duration) -> Self {
        self.with("cache_time", time.as_secs())
    }

    /// Has everybody's question answered for themselves, though another may have asked the same.
    pub fn personal(self) -> Self {
        self.with("is_personal", true)
    }

    /// Says that there are more results: whoever comes to their end asks again, with this as `offset`.
    pub fn next_offset(self, offset: impl Into<String>) -> Self {
        self.with("next_offset", offset.into())
    }

    /// Shows a button above the results that leads to the private chat, where the bot gets `/start` with this word.
    pub fn start_button(self, label: impl Into<String>, word: impl Into<String>) -> Self {
        let (label, word): (String, String) = (label.into(), word.into());
        self.with("button", json!({ "text": label, "start_parameter": word }))
    }

    /// Sets a parameter of `answerInlineQuery` that this type has no method for.
    pub fn with(mut self, name: impl Into<String>, value: impl Serialize) -> Self {
        self.more.insert(name.into(), parameter(value));
        self
    }
}

impl InlineResult {
    /// A text to send, under a title. The id comes back when it is chosen: 1 to 64 bytes, and others' are different.
    pub fn article(id: impl Into<String>, title: impl Into<String>, text: impl Into<Text>) -> Self {
        let title: String = title.into();
        let article = InlineResult::of("article", id).with("title", title);
        InlineResult { message: Some(Body::Text(text.into())), ..article }
    }

    /// A photo, by its `https` address (a JPEG) or the id of one that Telegram has.
    pub fn photo(id: impl Into<String>, photo: impl AsRef<str>) -> Self {
        let photo = InlineResult::of("photo", id).file("photo", photo.as_ref());
        let small = photo.fields.get("photo_url").cloned();
        small.map_or_else(|| photo.clone(), |small| photo.clone().with("thumbnail_url", small))
    }

    /// A GIF, by its `https` address or the id of one that Telegram has.
    pub fn gif(id: impl Into<String>, gif: impl AsRef<str>) -> Self {
        let gif = InlineResult::of("gif", id).file("gif", gif.as_ref());
        let small = gif.fields.get("gif_url").cloned();
        small.map_or_else(|| gif.clone(), |small| gif.clone().with("thumbnail_url", small))
    }

    /// A document that Telegram has, by its id.
    pub fn document(id: impl Into<String>, title: impl Into<String>, file_id: impl Into<String>) -> Self {
        let (title, file_id): (String, String) = (title.into(), file_id.into());
        InlineResult::of("document", id).with("title", title).with("document_file_id", file_id)
    }

    /// A sticker that Telegram has, by its id.
    pub fn sticker(id: impl Into<String>, file_id: impl Into<String>) -> Self {
        let file_id: String = file_id.into();
        InlineResult::of("sticker", id).with("sticker_file_id", file_id)
    }

    fn of(kind: &str, id: impl Into<String>) -> Self {
        let fields =
            Map::from_iter([("type".to_owned(), Value::from(kind)), ("id".to_owned(), id.into().into())]);
        InlineResult { fields, message: None, caption: None, buttons: None }
    }

    fn file(self, name: &str, file: &str) -> Self {
        let is_address = file.starts_with("https://") || file.starts_with("http://");
        self.with(format!("{name}_{}", if is_address { "url" } else { "file_id" }), file)
    }

    /// Shows a line under the title.
    pub fn description(self, text: impl Into<String>) -> Self {
        self.with("description", text.into())
    }

    /// Shows a small picture beside it, by its address.
    pub fn thumbnail(self, address: impl Into<String>) -> Self {
        self.with("thumbnail_url", address.into())
    }

    /// Sends a text under the media.
    pub fn caption(self, text: impl Into<Text>) -> Self {
        InlineResult { caption: Some(Body::Text(text.into())), ..self }
    }

    /// Sends this in the place of what is shown.
    pub fn sends(self, text: impl Into<Text>) -> Self {
        InlineResult { message: Some(Body::Text(text.into())), ..self }
    }

    /// Sends it with rows of buttons. Those for one use, or with long texts, can't be kept for messages in no chat.
    pub fn buttons<R: ButtonRow>(self, rows: impl ButtonRows<R>) -> Self {
        InlineResult { buttons: Some(Buttons::of(rows)), ..self }
    }

    /// Sets a field of the result that this type has no method for.
    pub fn with(mut self, name: impl Into<String>, value: impl Serialize) -> Self {
        self.fields.insert(name.into(), parameter(value));
        self
    }

    /// What Telegram is told of it.
    fn into_json(self, outcome: &mut Outcome) -> Result<Value, Fault> {
        let InlineResult { mut fields, message, caption, buttons } = self;
        let id = fields.get("id").and_then(Value::as_str).unwrap_or_default();
        check_size("the id of a result", (1, LONGEST_ID), "bytes", id.len())?;
        if let Some(address) = fields.get("thumbnail_url").and_then(Value::as_str) {
            https_link(address).map_err(Fault::Address)?;
        }
        if let Some(body) = message {
            let part = body.to_part("the text of a result", LONGEST_TEXT)?.ok_or(Fault::BlankResult)?;
            let mut message = Map::new();
            part.add(&mut message, "message_text", "entities");
            fields.insert("input_message_content".to_owned(), message.into());
        }
        if let Some(part) =
            caption.map(|body| body.to_part("a caption", LONGEST_CAPTION)).transpose()?.flatten()
        {
            part.add_as_caption(&mut fields);
        }
        if let Some(buttons) = buttons {
            let markup = buttons.to_telegram(&mut outcome.hold(0))?;
            fields.insert("reply_markup".to_owned(), parameter(markup));
        }
        Ok(fields.into())
    }
}

impl<T: Into<InlineQueryResult>> From<T> for InlineResult {
    fn from(result: T) -> Self {
        let fields = parameter(result.into());
        let fields = fields.as_object().cloned().unwrap_or_default();
        InlineResult { fields, message: None, caption: None, buttons: None }
    }
}

impl IntoReply for InlineAnswer {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let query = outcome.query("inline_query", "InlineAnswer")?;
        check_size("an answer", (0, MOST_RESULTS), "results", self.results.len())?;
        let mut results = Vec::new();
        for result in self.results {
            let result = result.into_json(outcome)?;
            if results.iter().any(|other: &Value| other["id"] == result["id"]) {
                return Err(Fault::TwoResults(result["id"].to_string()).into());
            }
            results.push(result);
        }
        let mut parameters = self.more;
        parameters.insert("inline_query_id".to_owned(), query.into());
        parameters.insert("results".to_owned(), results.into());
        outcome.push(outcome.lane(), "answerInlineQuery", &parameters)
    }
}
