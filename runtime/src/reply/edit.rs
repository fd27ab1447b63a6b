//! Answers that change the message under whose button somebody pressed.

use serde::Serialize;
use teloxide_core::types::{InlineKeyboardMarkup, LinkPreviewOptions, ParseMode};

use super::into_reply::IntoReply;
use super::message::{LONGEST_TEXT, no_preview};
use super::outcome::Outcome;
use crate::button::{Button, Keyboard};
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
    text: Option<String>,
    parse_mode: Option<ParseMode>,
    has_preview: bool,
    keyboard: Keyboard,
}

impl Edit {
    /// A plain text, shown as it is.
    pub fn text(text: impl Into<String>) -> Self {
        Edit { text: Some(text.into()), ..Edit::only_buttons::<[Button; 0]>([]) }
    }

    /// A text with HTML formatting; see [`Reply::html`](crate::Reply::html).
    pub fn html(text: impl Into<String>) -> Self {
        Edit { parse_mode: Some(ParseMode::Html), ..Edit::text(text) }
    }

    /// A text with [MarkdownV2] formatting; see [`Reply::markdown`](crate::Reply::markdown).
    ///
    /// [MarkdownV2]: https://core.telegram.org/bots/api#markdownv2-style
    pub fn markdown(text: impl Into<String>) -> Self {
        Edit { parse_mode: Some(ParseMode::MarkdownV2), ..Edit::text(text) }
    }

    /// Leaves the text as it is and gives the message these rows of buttons; without any, takes its buttons away.
    pub fn only_buttons<R: IntoIterator<Item = Button>>(rows: impl IntoIterator<Item = R>) -> Self {
        Edit { text: None, parse_mode: None, has_preview: true, keyboard: Keyboard::of(rows) }
    }

    /// Shows these rows of buttons under the message.
    pub fn buttons<R: IntoIterator<Item = Button>>(self, rows: impl IntoIterator<Item = R>) -> Self {
        Edit { keyboard: Keyboard::of(rows), ..self }
    }

    /// Shows no preview of the first link.
    pub fn without_preview(self) -> Self {
        Edit { has_preview: false, ..self }
    }
}

impl IntoReply for Edit {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let press = outcome.press("Edit")?.press.clone();
        let markup = self.keyboard.to_telegram(&mut outcome.hold(press.chat()));
        let reply_markup = Some(markup.map_err(|error| Failure::Returned(error.into()))?);
        if self.text.as_ref().is_some_and(|text| text.encode_utf16().count() > LONGEST_TEXT) {
            let long = format!("an edited message has room for {LONGEST_TEXT} UTF-16 units");
            return Err(Failure::Returned(long.into()));
        }
        let address = outcome.address();
        let (chat_id, message_id, inline_message_id) = match &press.place {
            // The message is where it was, even if the chat goes by another id now.
            Place::Chat { id, .. } => (Some(*id), address.and_then(|address| address.message), None),
            Place::Inline(message) => (None, None, Some(message.clone())),
            Place::Unknown => return Ok(()),
        };
        let mut parameters = EditMessage {
            chat_id,
            message_id,
            inline_message_id,
            business_connection_id: address.and_then(|address| address.business.clone()),
            text: self.text,
            caption: None,
            parse_mode: self.parse_mode,
            link_preview_options: (!self.has_preview).then(no_preview),
            reply_markup,
        };
        let method = match &press.place {
            _ if parameters.text.is_none() => "editMessageReplyMarkup",
            Place::Chat { holds_text: false, .. } => {
                parameters.caption = parameters.text.take();
                parameters.link_preview_options = None;
                "editMessageCaption"
            }
            _ => "editMessageText",
        };
        outcome.push(outcome.lane(), method, &parameters)
    }
}

/// The parameters of `editMessageText` and its kin.
#[derive(Serialize)]
struct EditMessage {
    #[serde(skip_serializing_if = "Option::is_none")]
    chat_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inline_message_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    business_connection_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parse_mode: Option<ParseMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link_preview_options: Option<LinkPreviewOptions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<InlineKeyboardMarkup>,
}
