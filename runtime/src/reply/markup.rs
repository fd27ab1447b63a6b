//! What a message has beside its content: buttons, a keyboard, or the wish for a reply.

use pouch_formatting::{https_link, utf16_len};
use teloxide_core::types::{
    ButtonRequest, ForceReply, KeyboardButton, KeyboardButtonPollType, KeyboardButtonRequestChat,
    KeyboardButtonRequestUsers, KeyboardMarkup, KeyboardRemove, ReplyMarkup, RequestId, WebAppInfo,
};

use super::draft::{Fault, check_size};
use crate::button::{Hold, Keyboard as Buttons, Unshowable};

/// The most characters of what stands in an empty input field.
const LONGEST_PLACEHOLDER: usize = 64;

/// The most keys of a keyboard.
const MOST_KEYS: usize = 300;

/// What a message has beside its content.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Markup {
    Buttons(Buttons),
    Keyboard(Keyboard),
    Given(ReplyMarkup),
}

/// A keyboard in the place of the letters: each key sends its text, or what it asks for.
///
/// [`Reply::keyboard`](crate::Reply::keyboard) shows it, and [`Reply::remove_keyboard`](crate::Reply::remove_keyboard) takes
/// it away. It is as high as its keys need.
///
/// ```
/// use pouch::prelude::*;
///
/// /// Say where you are
/// #[command("where")]
/// fn ask() -> Reply {
///     let keys = [vec![Key::location("Send my place")], vec![Key::text("Berlin"), Key::text("Paris")]];
///     Reply::text("Where are you?").keyboard(Keyboard::new(keys).one_time().placeholder("A town"))
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a keyboard is shown by `Reply::keyboard`"]
pub struct Keyboard {
    markup: KeyboardMarkup,
    broken: Option<String>,
}

/// A key of a [`Keyboard`].
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a key is shown in a `Keyboard`"]
pub struct Key {
    button: KeyboardButton,
    /// Why it can't be shown.
    broken: Option<String>,
}

impl Key {
    /// A key that sends its text.
    pub fn text(label: impl Into<String>) -> Self {
        Key { button: KeyboardButton::new(label), broken: None }
    }

    /// A key that sends the person's phone number; in private chats only, as all that ask for something.
    pub fn contact(label: impl Into<String>) -> Self {
        Key::asking(label, ButtonRequest::Contact)
    }

    /// A key that sends the place where the person is.
    pub fn location(label: impl Into<String>) -> Self {
        Key::asking(label, ButtonRequest::Location)
    }

    /// A key that lets the person make a poll or quiz, and sends it.
    pub fn poll(label: impl Into<String>) -> Self {
        Key::asking(label, ButtonRequest::Poll(KeyboardButtonPollType::Any))
    }

    /// A key that lets the person choose up to so many others (10 at most). They come as a message with
    /// `users_shared`, which names the request.
    pub fn users(label: impl Into<String>, request: i32, most: u8) -> Self {
        let users = KeyboardButtonRequestUsers::new(RequestId(request)).max_quantity(most);
        Key::asking(label, ButtonRequest::RequestUsers(users))
    }

    /// A key that lets the person choose a group. It comes as a message with `chat_shared`, which names the request.
    pub fn group(label: impl Into<String>, request: i32) -> Self {
        let group = KeyboardButtonRequestChat::new(RequestId(request), false);
        Key::asking(label, ButtonRequest::RequestChat(group))
    }

    /// A key that lets the person choose a channel, as [`Key::group`].
    pub fn channel(label: impl Into<String>, request: i32) -> Self {
        let channel = KeyboardButtonRequestChat::new(RequestId(request), true);
        Key::asking(label, ButtonRequest::RequestChat(channel))
    }

    /// A key that opens a Web App, by its `https` address.
    pub fn web_app(label: impl Into<String>, address: impl AsRef<str>) -> Self {
        let address = address.as_ref();
        match (https_link(address), address.parse()) {
            (Ok(_), Ok(url)) => Key::asking(label, ButtonRequest::WebApp(WebAppInfo { url })),
            (Err(reason), _) => Key { broken: Some(reason), ..Key::text(label) },
            (_, Err(error)) => {
                Key { broken: Some(format!("URL '{address}' is invalid: {error}")), ..Key::text(label) }
            }
        }
    }

    /// A key that asks for what teloxide-core's type says, such as a group in which the person is an administrator.
    pub fn asking(label: impl Into<String>, request: ButtonRequest) -> Self {
        Key { button: KeyboardButton::new(label).request(request), broken: None }
    }
}

impl<T: Into<String>> From<T> for Key {
    fn from(label: T) -> Self {
        Key::text(label)
    }
}

impl Keyboard {
    /// Rows of keys, from the top to the bottom. A text is a key that sends it.
    pub fn new<R: IntoIterator<Item: Into<Key>>>(rows: impl IntoIterator<Item = R>) -> Self {
        let mut broken = None;
        let mut button = |key: Key| {
            broken = broken.take().or(key.broken);
            key.button
        };
        let rows: Vec<Vec<KeyboardButton>> =
            rows.into_iter().map(|row| row.into_iter().map(|key| button(key.into())).collect()).collect();
        Keyboard { markup: KeyboardMarkup::new(rows).resize_keyboard(), broken }
    }

    /// Goes when a key has been used.
    pub fn one_time(self) -> Self {
        Keyboard { markup: self.markup.one_time_keyboard(), ..self }
    }

    /// Stays when the letters are shown.
    pub fn persistent(self) -> Self {
        Keyboard { markup: self.markup.persistent(), ..self }
    }

    /// As high as the keyboard of letters.
    pub fn full_size(mut self) -> Self {
        self.markup.resize_keyboard = false;
        self
    }

    /// Shows this in the empty input field: 64 characters at most.
    pub fn placeholder(self, text: impl Into<String>) -> Self {
        Keyboard { markup: self.markup.input_field_placeholder(text.into()), ..self }
    }

    /// Shows it in a group only to who is answered by [`Reply::quote`](crate::Reply::quote), or mentioned.
    pub fn selective(self) -> Self {
        Keyboard { markup: self.markup.selective(), ..self }
    }
}

impl Markup {
    pub(super) fn remove() -> Markup {
        Markup::Given(KeyboardRemove::new().into())
    }

    pub(super) fn force_reply() -> Markup {
        Markup::Given(ForceReply::new().into())
    }

    /// The method of `Reply` that asks for it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Markup::Buttons(_) | Markup::Given(ReplyMarkup::InlineKeyboard(_)) => "buttons",
            Markup::Keyboard(_) | Markup::Given(ReplyMarkup::Keyboard(_)) => "keyboard",
            Markup::Given(ReplyMarkup::KeyboardRemove(_)) => "remove_keyboard",
            Markup::Given(ReplyMarkup::ForceReply(_)) => "force_reply",
        }
    }

    /// What Telegram is told of it, in the chat where it is shown.
    pub(super) fn to_telegram(&self, hold: &mut Hold<'_>) -> Result<ReplyMarkup, Fault> {
        match self {
            Markup::Buttons(buttons) => Ok(buttons.to_telegram(hold)?.into()),
            Markup::Keyboard(Keyboard { broken: Some(reason), .. }) => {
                Err(Unshowable::Key { reason: reason.clone() }.into())
            }
            Markup::Keyboard(keyboard) => {
                check_keyboard(&keyboard.markup, hold.chat)?;
                Ok(keyboard.markup.clone().into())
            }
            Markup::Given(markup) => {
                check_given(markup, hold.chat)?;
                Ok(markup.clone())
            }
        }
    }
}

fn check_given(markup: &ReplyMarkup, chat: i64) -> Result<(), Fault> {
    match markup {
        ReplyMarkup::Keyboard(keyboard) => check_keyboard(keyboard, chat),
        ReplyMarkup::ForceReply(force) => {
            check_placeholder(force.input_field_placeholder.as_deref().unwrap_or_default())
        }
        ReplyMarkup::InlineKeyboard(_) | ReplyMarkup::KeyboardRemove(_) => Ok(()),
    }
}

fn check_keyboard(keyboard: &KeyboardMarkup, chat: i64) -> Result<(), Fault> {
    check_placeholder(&keyboard.input_field_placeholder)?;
    let keys: Vec<&KeyboardButton> = keyboard.keyboard.iter().flatten().collect();
    check_size("a keyboard", (1, MOST_KEYS), "keys", keys.len())?;
    if keys.iter().any(|key| key.text.trim().is_empty()) {
        return Err(Unshowable::Key { reason: "its text is empty".to_owned() }.into());
    }
    // Only people have positive ids.
    match keys.iter().find_map(|key| key.request.as_ref()).filter(|_| chat <= 0) {
        Some(request) => Err(Fault::NotPrivate(asked(request))),
        None => Ok(()),
    }
}

fn check_placeholder(text: &str) -> Result<(), Fault> {
    check_size("what stands in an empty input field", (0, LONGEST_PLACEHOLDER), "characters", utf16_len(text))
}

fn asked(request: &ButtonRequest) -> &'static str {
    match request {
        ButtonRequest::Contact => "a phone number",
        ButtonRequest::Location => "a place",
        ButtonRequest::RequestChat(_) => "a chat",
        ButtonRequest::RequestUsers(_) => "people",
        ButtonRequest::Poll(_) => "a poll",
        ButtonRequest::WebApp(_) => "data of a Web App",
    }
}
