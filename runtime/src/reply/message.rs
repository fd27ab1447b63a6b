//! Answers that are messages.

use serde::Serialize;
use serde_json::{Map, Value};
use teloxide_core::types::{ChatId, LinkPreviewOptions, MessageId, ReplyMarkup, ThreadId};

use super::body::{Body, LONGEST_TEXT};
use super::described;
use super::draft::{Draft, Fault, parameter};
use super::file::File;
use super::into_reply::IntoReply;
use super::markup::{Keyboard, Markup};
use super::media::{self, Media};
use super::outcome::Outcome;
use super::text::Text;
use crate::button::{ButtonRow, ButtonRows, Hold, Keyboard as Buttons};
use crate::failure::Failure;
use crate::update::Address;

/// A message that the bot answers with, where a plain text is not enough.
///
/// It goes to the chat, forum topic and business connection of the update, after the handler's changes are durable.
///
/// ```
/// use pouch::prelude::*;
///
/// /// Say hello
/// #[command("hello")]
/// fn hello(user: &User) -> Reply {
///     Reply::text(Text::new("Hello, ").bold(&user.first_name)).quote().silent()
/// }
/// ```
///
/// A text that is too long for one message (4096 UTF-16 code units, without the marks of HTML and MarkdownV2) becomes several,
/// with all formatting; the buttons are under the last one. A blank text is not sent. What Telegram would refuse, such as a
/// tag that is not closed or 101 buttons, is a failure of the handler: nothing of it counts, and `#[on_error]` sees why.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a reply is sent when a handler returns it"]
pub struct Reply {
    content: Content,
    /// The chat that it goes to, if that is not the update's, and the topic.
    chat: Option<i64>,
    thread: Option<i32>,
    answered: Answered,
    preview: Option<LinkPreviewOptions>,
    markup: Option<Markup>,
    /// Markups of two kinds that were given.
    clash: Option<(&'static str, &'static str)>,
    /// Parameters that all kinds of messages have.
    more: Map<String, Value>,
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    Text(Body),
    Media(Box<Media>),
    Album(Vec<Media>),
    /// A file without a caption, as the parameter of that name.
    File {
        method: &'static str,
        name: &'static str,
        file: File,
    },
    /// What parameters describe.
    Described {
        method: &'static str,
        parameters: Map<String, Value>,
    },
}

/// What it is an answer to.
#[derive(Clone, Debug, PartialEq)]
enum Answered {
    Nothing,
    /// The message that the update brought, or a part of it.
    Update(Option<String>),
    Message(i64),
}

impl Reply {
    /// A text; a plain one is sent as it is, a [`Text`] has formatting.
    pub fn text(text: impl Into<Text>) -> Self {
        Reply::of(Content::Text(Body::Text(text.into())))
    }

    /// A text with [HTML] formatting. Escape what people typed with [`escape_html`](crate::escape_html), or better,
    /// make a [`Text`], which needs no escaping.
    ///
    /// [HTML]: https://core.telegram.org/bots/api#html-style
    pub fn html(text: impl Into<String>) -> Self {
        Reply::of(Content::Text(Body::html(text.into())))
    }

    /// A text with [MarkdownV2] formatting. Escape what people typed with
    /// [`escape_markdown`](crate::escape_markdown), or better, make a [`Text`], which needs no escaping.
    ///
    /// [MarkdownV2]: https://core.telegram.org/bots/api#markdownv2-style
    pub fn markdown(text: impl Into<String>) -> Self {
        Reply::of(Content::Text(Body::markdown(text.into())))
    }

    /// A photo, video or other file, with a caption.
    #[doc(alias = "photo")]
    #[doc(alias = "video")]
    #[doc(alias = "document")]
    #[doc(alias = "audio")]
    #[doc(alias = "voice")]
    #[doc(alias = "animation")]
    pub fn media(media: Media) -> Self {
        Reply::of(Content::Media(Box::new(media)))
    }

    /// Photos and videos that are shown together, or documents, or music.
    ///
    /// Telegram shows up to ten together; more become several albums. An album has no buttons. A mixture that can't be
    /// shown, or no media at all, is a failure of the handler.
    ///
    /// ```
    /// use pouch::prelude::*;
    ///
    /// /// Two cats
    /// #[command("cats")]
    /// fn cats() -> Reply {
    ///     let cat = |name: &str| Media::photo(format!("https://example.org/{name}.png"));
    ///     Reply::album([cat("tom").caption("Tom and Kitty"), cat("kitty")])
    /// }
    /// ```
    pub fn album(media: impl IntoIterator<Item = Media>) -> Self {
        Reply::of(Content::Album(media.into_iter().collect()))
    }

    /// A sticker.
    pub fn sticker(file: impl Into<File>) -> Self {
        Reply::of(Content::File { method: "sendSticker", name: "sticker", file: file.into() })
    }

    /// A round video.
    pub fn video_note(file: impl Into<File>) -> Self {
        Reply::of(Content::File { method: "sendVideoNote", name: "video_note", file: file.into() })
    }

    /// What these parameters of a method describe.
    pub(super) fn described(method: &'static str, parameters: &Value) -> Self {
        let parameters = parameters.as_object().cloned().unwrap_or_default();
        Reply::of(Content::Described { method, parameters })
    }

    fn of(content: Content) -> Self {
        Reply {
            content,
            chat: None,
            thread: None,
            answered: Answered::Nothing,
            preview: None,
            markup: None,
            clash: None,
            more: Map::new(),
        }
    }

    /// Shows it as an answer to the message that the update brought.
    pub fn quote(self) -> Self {
        Reply { answered: Answered::Update(None), ..self }
    }

    /// Shows it as an answer to a part of the message that the update brought, which has to stand there exactly so.
    pub fn quote_part(self, part: impl Into<String>) -> Self {
        Reply { answered: Answered::Update(Some(part.into())), ..self }
    }

    /// Shows it as an answer to another message of the chat.
    pub fn reply_to(self, message: MessageId) -> Self {
        Reply { answered: Answered::Message(message.0.into()), ..self }
    }

    /// Sends it to another chat, or to a person who has started the bot.
    ///
    /// Buttons that the store would have to keep, for one use or with long texts, can't be sent to another chat.
    pub fn to(self, chat: impl Into<ChatId>) -> Self {
        Reply { chat: Some(chat.into().0), ..self }
    }

    /// Sends it to another topic of the forum.
    pub fn in_topic(self, topic: ThreadId) -> Self {
        Reply { thread: Some(topic.0.0), ..self }
    }

    /// Sends it without a sound.
    pub fn silent(self) -> Self {
        self.with("disable_notification", true)
    }

    /// Keeps it from being forwarded and saved.
    pub fn protected(self) -> Self {
        self.with("protect_content", true)
    }

    /// Shows an effect by its id, in a private chat.
    pub fn effect(self, id: impl Into<String>) -> Self {
        self.with("message_effect_id", id.into())
    }

    /// Sets a parameter that the Bot API's method has and this type has no method for.
    pub fn with(mut self, name: impl Into<String>, value: impl Serialize) -> Self {
        self.more.insert(name.into(), parameter(value));
        self
    }

    /// Shows no preview of the first link.
    pub fn without_preview(self) -> Self {
        self.preview(no_preview())
    }

    /// Says which link is previewed, how large, and where.
    pub fn preview(self, options: LinkPreviewOptions) -> Self {
        Reply { preview: Some(options), ..self }
    }

    /// Shows rows of buttons under it.
    ///
    /// A message has either buttons, or a keyboard, or a keyboard that goes, or asks for a reply: two of them are a failure
    /// of the handler. A second set of buttons takes the place of the first.
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
    pub fn buttons<R: ButtonRow>(self, rows: impl ButtonRows<R>) -> Self {
        self.marked(Markup::Buttons(Buttons::of(rows)))
    }

    /// Shows a keyboard in the place of the letters.
    pub fn keyboard(self, keyboard: Keyboard) -> Self {
        self.marked(Markup::Keyboard(keyboard))
    }

    /// Takes the keyboard away that an earlier message has shown.
    pub fn remove_keyboard(self) -> Self {
        self.marked(Markup::remove())
    }

    /// Lets the person's next message be an answer to this one.
    pub fn force_reply(self) -> Self {
        self.marked(Markup::force_reply())
    }

    /// Any of these, as a type of teloxide-core: `ForceReply::new().selective()`.
    pub fn markup(self, markup: impl Into<ReplyMarkup>) -> Self {
        self.marked(Markup::Given(markup.into()))
    }

    fn marked(self, markup: Markup) -> Self {
        let names = self.markup.as_ref().map(|other| (other.name(), markup.name()));
        let clash = self.clash.or(names.filter(|(one, other)| one != other));
        Reply { markup: Some(markup), clash, ..self }
    }

    /// Where it goes, if the update came from there.
    fn address(&self, own: Option<&Address>) -> Option<Address> {
        let here = own.filter(|address| self.chat.is_none_or(|chat| chat == address.chat)).cloned();
        let there = self.chat.map(|chat| Address { chat, ..Address::default() });
        let mut address = here.or(there)?;
        if let Some(thread) = self.thread {
            address.thread = Some(thread.into());
        }
        Some(address)
    }

    /// What Telegram is told of the buttons or other markup.
    fn to_markup(&self, hold: &mut Hold<'_>) -> Result<Option<ReplyMarkup>, Fault> {
        if let Some((one, other)) = self.clash {
            return Err(Fault::Marks(one, other));
        }
        self.markup.as_ref().map(|markup| markup.to_telegram(hold)).transpose()
    }

    /// The calls that send it: several if one message has no room for it, none for a blank text.
    fn into_drafts(self, address: &Address, markup: Option<&ReplyMarkup>) -> Result<Vec<Draft>, Fault> {
        let Reply { content, answered, preview, more, .. } = self;
        let mut drafts = match content {
            Content::Text(body) => body.to_parts(LONGEST_TEXT)?.into_iter().map(Draft::text).collect(),
            Content::Media(media) => media.into_drafts()?,
            Content::Album(_) if markup.is_some() => return Err(Fault::MarkedAlbum),
            Content::Album(items) => media::album(items)?,
            Content::Described { method, parameters } => {
                vec![Draft { method, parameters, files: Vec::new() }]
            }
            Content::File { method, name, file } => {
                let mut draft = Draft::new(method);
                draft.add_file(name, file)?;
                vec![draft]
            }
        };
        // Only people have positive ids.
        if more.contains_key("message_effect_id") && address.chat <= 0 {
            return Err(Fault::NoEffect);
        }
        for draft in &mut drafts {
            draft.parameters.extend(more.clone());
            described::check(draft.method, &draft.parameters)?;
            draft.address(address);
            if let Some(preview) = preview.as_ref().filter(|_| draft.method == "sendMessage") {
                draft.set("link_preview_options", preview);
            }
        }
        let own = address.message.filter(|_| !address.is_left_behind);
        let answered = match answered {
            Answered::Nothing => None,
            Answered::Update(part) => own.map(|own| (own, part)),
            Answered::Message(message) => Some((message, None)),
        };
        if let (Some((message, part)), Some(draft)) = (answered, drafts.first_mut()) {
            draft.answer(message, part.as_deref());
        }
        if let (Some(markup), Some(draft)) = (markup, drafts.last_mut()) {
            draft.mark(markup);
        }
        Ok(drafts)
    }
}

impl IntoReply for Reply {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let Some(address) = self.address(outcome.address()) else { return outcome.leave_unsent() };
        let markup = self.to_markup(&mut outcome.hold(address.chat))?;
        for draft in self.into_drafts(&address, markup.as_ref())? {
            outcome.push_draft(address.chat, draft)?;
        }
        Ok(())
    }
}

impl From<Media> for Reply {
    fn from(media: Media) -> Self {
        Reply::media(media)
    }
}

impl From<Text> for Reply {
    fn from(text: Text) -> Self {
        Reply::text(text)
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
