//! Answers that are messages.

use serde::Serialize;
use teloxide_core::types::{LinkPreviewOptions, ParseMode, ReplyMarkup};

use crate::button::{Button, Hold, Keyboard, Unshowable};
use crate::update::Address;

/// The most characters (UTF-16 units) that Telegram takes in one message.
pub(super) const LONGEST_TEXT: usize = 4096;

/// A message that the bot answers with, where a plain text is not enough.
///
/// It goes to the chat, forum topic and business connection of the update, after the handler's changes are durable. A
/// plain text that is too long for one message (4096 UTF-16 units) becomes several; a formatted one is refused by
/// Telegram then, and a blank one is not sent.
///
/// ```
/// use pouch::prelude::*;
///
/// /// Say hello
/// #[command("hello")]
/// fn hello(user: &User) -> Reply {
///     Reply::text(format!("Hello, {}!", user.first_name)).quote().silent()
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a reply is sent when a handler returns it"]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct Reply {
    text: String,
    parse_mode: Option<ParseMode>,
    is_quote: bool,
    is_silent: bool,
    is_protected: bool,
    has_preview: bool,
    markup: Option<Markup>,
}

/// What a message has beside its text.
#[derive(Clone, Debug, PartialEq)]
enum Markup {
    Buttons(Keyboard),
    Given(ReplyMarkup),
}

impl Reply {
    /// A plain text, sent as it is.
    pub fn text(text: impl Into<String>) -> Self {
        Reply {
            text: text.into(),
            parse_mode: None,
            is_quote: false,
            is_silent: false,
            is_protected: false,
            has_preview: true,
            markup: None,
        }
    }

    /// A text with [HTML] formatting. Escape what people typed with [`escape_html`](crate::escape_html).
    ///
    /// [HTML]: https://core.telegram.org/bots/api#html-style
    pub fn html(text: impl Into<String>) -> Self {
        Reply { parse_mode: Some(ParseMode::Html), ..Reply::text(text) }
    }

    /// A text with [MarkdownV2] formatting. Escape what people typed with
    /// [`escape_markdown`](crate::escape_markdown).
    ///
    /// [MarkdownV2]: https://core.telegram.org/bots/api#markdownv2-style
    pub fn markdown(text: impl Into<String>) -> Self {
        Reply { parse_mode: Some(ParseMode::MarkdownV2), ..Reply::text(text) }
    }

    /// Shows it as an answer to the message that the update brought.
    pub fn quote(self) -> Self {
        Reply { is_quote: true, ..self }
    }

    /// Sends it without a sound.
    pub fn silent(self) -> Self {
        Reply { is_silent: true, ..self }
    }

    /// Keeps it from being forwarded and saved.
    pub fn protected(self) -> Self {
        Reply { is_protected: true, ..self }
    }

    /// Shows no preview of the first link.
    pub fn without_preview(self) -> Self {
        Reply { has_preview: false, ..self }
    }

    /// Shows rows of buttons under it, and takes the place of [`markup`](Reply::markup).
    ///
    /// ```
    /// use pouch::prelude::*;
    ///
    /// /// Ask everybody
    /// #[command("ask", hidden)]
    /// fn ask(question: String) -> Reply {
    ///     Reply::text(question).buttons([
    ///         vec![vote::button("Yes", true), vote::button("No", false)],
    ///         vec![Button::url("What is this?", "https://example.org")],
    ///     ])
    /// }
    ///
    /// #[callback]
    /// fn vote(yes: bool) -> Toast {
    ///     Toast::new(if yes { "Good!" } else { "A pity." })
    /// }
    /// ```
    pub fn buttons<R: IntoIterator<Item = Button>>(self, rows: impl IntoIterator<Item = R>) -> Self {
        Reply { markup: Some(Markup::Buttons(Keyboard::of(rows))), ..self }
    }

    /// Adds a keyboard, removes one, or forces a reply; takes the place of [`buttons`](Reply::buttons).
    pub fn markup(self, markup: impl Into<ReplyMarkup>) -> Self {
        Reply { markup: Some(Markup::Given(markup.into())), ..self }
    }

    /// What Telegram is told of the buttons or other markup.
    pub(super) fn to_markup(&self, hold: &mut Hold<'_>) -> Result<Option<ReplyMarkup>, Unshowable> {
        match &self.markup {
            Some(Markup::Buttons(keyboard)) => Ok(Some(keyboard.to_telegram(hold)?.into())),
            Some(Markup::Given(markup)) => Ok(Some(markup.clone())),
            None => Ok(None),
        }
    }

    /// The parameters of `sendMessage`, one for each message that the text needs; none for an empty text.
    pub(super) fn to_parameters<'a>(
        &'a self,
        address: &'a Address,
        markup: Option<&'a ReplyMarkup>,
    ) -> Vec<SendMessage<'a>> {
        let parts = match self.parse_mode {
            None => split(&self.text),
            Some(_) if self.text.trim().is_empty() => Vec::new(),
            Some(_) => vec![self.text.as_str()],
        };
        let last = parts.len().saturating_sub(1);
        let message = |(index, text)| SendMessage {
            chat_id: address.chat,
            message_thread_id: address.thread,
            business_connection_id: address.business.as_deref(),
            direct_messages_topic_id: address.direct_topic,
            text,
            parse_mode: self.parse_mode,
            link_preview_options: (!self.has_preview).then(no_preview),
            disable_notification: self.is_silent.then_some(true),
            protect_content: self.is_protected.then_some(true),
            reply_parameters: address
                .message
                .filter(|_| self.is_quote && index == 0 && !address.is_left_behind)
                .map(|message_id| Quoted { message_id, allow_sending_without_reply: true }),
            reply_markup: markup.filter(|_| index == last),
        };
        parts.into_iter().enumerate().map(message).collect()
    }
}

pub(super) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// The parameters of `sendMessage`.
#[derive(Serialize)]
pub(super) struct SendMessage<'a> {
    chat_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_thread_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    business_connection_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direct_messages_topic_id: Option<i64>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parse_mode: Option<ParseMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link_preview_options: Option<LinkPreviewOptions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disable_notification: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    protect_content: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_parameters: Option<Quoted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<&'a ReplyMarkup>,
}

#[derive(Serialize)]
struct Quoted {
    message_id: i64,
    allow_sending_without_reply: bool,
}

/// Splits a plain text into parts that Telegram takes, at a line break or a space if one is in a part's second
/// half. White space at a cut is dropped, since Telegram trims every message; a blank text has no parts.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.trim().is_empty() {
        let end = longest_prefix(rest);
        if end == rest.len() {
            parts.push(rest);
            return parts;
        }
        rest = rest.trim_start();
        let part = &rest[..longest_prefix(rest)];
        let good_cut =
            [part.rfind('\n'), part.rfind(' ')].into_iter().flatten().find(|cut| *cut > part.len() / 2);
        let (part, behind) = rest.split_at(good_cut.unwrap_or(part.len()));
        parts.push(part);
        rest = behind.trim_start();
    }
    parts
}

/// The length, in bytes, of the longest start of the text that fits into one message.
fn longest_prefix(text: &str) -> usize {
    if text.len() <= LONGEST_TEXT {
        return text.len();
    }
    let mut units = 0;
    let too_long = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > LONGEST_TEXT
    });
    too_long.map_or(text.len(), |(end, _)| end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_is_sent_as_it_is() {
        assert_eq!(split(" a\n b "), [" a\n b "]);
        let emoji = "👍".repeat(LONGEST_TEXT / 2);
        assert_eq!(split(&emoji), [emoji.as_str()]);
        assert!(split(" \n").is_empty());
    }

    #[test]
    fn a_long_text_is_cut_at_white_space_and_nothing_is_lost() {
        let text = "word and more words\n".repeat(1_000);
        let parts = split(&text);
        assert!(parts.iter().all(|part| part.encode_utf16().count() <= LONGEST_TEXT));
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(parts.iter().flat_map(|part| words(part)).collect::<Vec<_>>(), words(&text));
    }

    #[test]
    fn a_long_word_is_cut_between_characters() {
        let text = format!("a{}", "👍".repeat(5_000));
        let parts = split(&text);
        assert_eq!(parts.concat(), text);
        assert_eq!(parts[0].encode_utf16().count(), LONGEST_TEXT - 1);
    }
}
