//! Answers that change the message under whose button somebody pressed.

use serde_json::{Map, Value, json};
use teloxide_core::types::LinkPreviewOptions;

use super::body::{Body, LONGEST_CAPTION, LONGEST_TEXT};
use super::draft::{Fault, parameter};
use super::into_reply::IntoReply;
use super::message::no_preview;
use super::outcome::Outcome;
use super::text::Text;
use crate::button::{Button, ButtonRow, ButtonRows, Keyboard};
use crate::failure::Failure;
use crate::update::Place;

/// Changes the message whose button was pressed.
///
/// Returned by a [`#[callback]`](crate::callback) function. A new text takes the place of the old one, or of the caption
/// under media, and the message loses its buttons unless [`buttons`](Edit::buttons) gives it new ones. If all is as it
/// was, nothing happens.
///
/// ```
/// use pouch::prelude::*;
///
/// #[callback]
/// fn page(number: u32) -> Edit {
///     Edit::text(format!("Page {number}")).buttons([[page::button("Next", number + 1)]])
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a message is changed when a handler returns the edit"]
pub struct Edit {
    /// None where only the buttons change.
    body: Option<Body>,
    preview: Option<LinkPreviewOptions>,
    keyboard: Keyboard,
}

impl Edit {
    /// A text; a plain one is shown as it is, a [`Text`] has formatting.
    pub fn text(text: impl Into<Text>) -> Self {
        Edit::of(Body::Text(text.into()))
    }

    /// A text with HTML formatting; see [`Reply::html`](crate::Reply::html).
    pub fn html(text: impl Into<String>) -> Self {
        Edit::of(Body::html(text.into()))
    }

    /// A text with [MarkdownV2] formatting; see [`Reply::markdown`](crate::Reply::markdown).
    ///
    /// [MarkdownV2]: https://core.telegram.org/bots/api#markdownv2-style
    pub fn markdown(text: impl Into<String>) -> Self {
        Edit::of(Body::markdown(text.into()))
    }

    fn of(body: Body) -> Self {
        Edit { body: Some(body), ..Edit::only_buttons::<[Button; 0]>([]) }
    }

    /// Leaves the text as it is and gives the message these rows of buttons; without any, takes its buttons away.
    pub fn only_buttons<R: ButtonRow>(rows: impl ButtonRows<R>) -> Self {
        Edit { body: None, preview: None, keyboard: Keyboard::of(rows) }
    }

    /// Shows these rows of buttons under the message.
    pub fn buttons<R: ButtonRow>(self, rows: impl ButtonRows<R>) -> Self {
        Edit { keyboard: Keyboard::of(rows), ..self }
    }

    /// Shows no preview of the first link.
    pub fn without_preview(self) -> Self {
        Edit { preview: Some(no_preview()), ..self }
    }
}

impl IntoReply for Edit {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let press = outcome.press("Edit")?.press.clone();
        let markup = self.keyboard.to_telegram(&mut outcome.hold(press.chat())).map_err(Fault::from)?;
        let mut parameters = Map::new();
        let mut set = |name: &str, value: Value| drop(parameters.insert(name.to_owned(), value));
        let address = outcome.address();
        match &press.place {
            // The message is where it was, even if the chat goes by another id now.
            Place::Chat { id, .. } => {
                set("chat_id", json!(id));
                set("message_id", json!(address.and_then(|address| address.message)));
            }
            Place::Inline(message) => set("inline_message_id", json!(message)),
            Place::Unknown => return Ok(()),
        }
        if let Some(business) = address.and_then(|address| address.business.as_ref()) {
            set("business_connection_id", json!(business));
        }
        set("reply_markup", parameter(markup));
        let holds_text = !matches!(press.place, Place::Chat { holds_text: false, .. });
        let method = match self.body {
            None => "editMessageReplyMarkup",
            Some(body) if holds_text => {
                let part = body.to_part("an edited message", LONGEST_TEXT).map_err(Fault::from)?;
                part.ok_or(Fault::BlankEdit)?.add_as_text(&mut parameters);
                if let Some(preview) = self.preview {
                    parameters.insert("link_preview_options".to_owned(), parameter(preview));
                }
                "editMessageText"
            }
            Some(body) => {
                let part = body.to_part("a caption", LONGEST_CAPTION).map_err(Fault::from)?;
                if let Some(part) = part {
                    part.add_as_caption(&mut parameters);
                }
                "editMessageCaption"
            }
        };
        outcome.push(outcome.lane(), method, &parameters)
    }
}
