//! Buttons in their rows, and what Telegram is told of them.

use std::time::{Duration, SystemTime};

use pouch_formatting::{checked_link, https_link, linked_user};
use teloxide_core::types::{
    CopyTextButton, InlineKeyboardButton, InlineKeyboardButtonKind, InlineKeyboardMarkup, LoginUrl, UserId,
    WebAppInfo,
};

use super::kept::KeptButton;
use super::layout::{self, Bindings, LONGEST_DATA, Written};
use super::seal::Seal;
use super::tag::Tag;

/// The most buttons of a message.
const MOST_BUTTONS: usize = 100;

/// The most characters of what a button copies, and of what it asks a bot in inline mode.
const LONGEST_TEXT: usize = 256;

/// A button under a message.
///
/// [`#[callback]`](crate::callback) adds to a function what makes its buttons: `vote::button("Yes", true)`.
/// [`Reply::buttons`](crate::Reply::buttons) shows them.
///
/// Nobody but the bot can make a button, or use it in another chat than the one that it was sent to: what it holds is
/// signed. By default everybody in the chat can press it, at any time and any number of times.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a button is shown by `Reply::buttons`"]
pub struct Button {
    label: String,
    action: Action,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq)]
enum Action {
    /// Runs a handler.
    Run { function: &'static str, tag: Tag, bindings: Bindings, once: bool, fields: Vec<String> },
    /// Something that Telegram does by itself.
    Known(InlineKeyboardButtonKind),
    /// Nothing: the address can't be one.
    Broken { address: String, reason: String },
}

/// Why a button can't be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unshowable {
    /// It needs the store, which keeps buttons by chat.
    #[error(
        "the button {label:?} of `{function}` is for one use or holds more than Telegram's {LONGEST_DATA} bytes, which takes \
         the update's own chat, and this message is elsewhere"
    )]
    NoChat { label: String, function: &'static str },
    /// It leads nowhere.
    #[error("the button {label:?} can't open {address:?}: {reason}")]
    Address { label: String, address: String, reason: String },
    /// It opens a Web App where none can be opened.
    #[error("the button {label:?} opens a Web App, which buttons do in private chats with the bot only")]
    WebApp { label: String },
    /// It holds too little or too much.
    #[error(
        "the button {label:?} holds a text of {got} characters: it has room for {least} to {LONGEST_TEXT}"
    )]
    Text { label: String, least: usize, got: usize },
    /// Nobody could see what it is.
    #[error("a button without a text can't be shown")]
    NoLabel,
    /// There is no room for it.
    #[error("a message has room for {MOST_BUTTONS} buttons, and this one has {got}")]
    TooMany { got: usize },
    /// A key of a keyboard can't be shown.
    #[error("a key of the keyboard can't be shown: {reason}")]
    Key { reason: String },
}

impl Button {
    /// A button that opens a page, by an address such as `https://telegram.org` or `tg://user?id=42`.
    pub fn url(label: impl Into<String>, address: impl AsRef<str>) -> Button {
        let check = |address: &str| match linked_user(address) {
            Some(_) => Ok(address.to_owned()),
            None => checked_link(address),
        };
        Button::opening(label, address.as_ref(), check, InlineKeyboardButtonKind::Url)
    }

    /// A button that opens a Web App, by its `https` address; in private chats with the bot.
    pub fn web_app(label: impl Into<String>, address: impl AsRef<str>) -> Button {
        let open = |url| InlineKeyboardButtonKind::WebApp(WebAppInfo { url });
        Button::opening(label, address.as_ref(), https_link, open)
    }

    /// A button that opens a page, by its `https` address, on which the person is logged in with Telegram.
    pub fn login(label: impl Into<String>, address: impl AsRef<str>) -> Button {
        let login =
            |url| LoginUrl { url, forward_text: None, bot_username: None, request_write_access: None };
        let open = |url| InlineKeyboardButtonKind::LoginUrl(login(url));
        Button::opening(label, address.as_ref(), https_link, open)
    }

    /// A button that lets the person choose a chat, and asks the bot for that in inline mode there. An empty question is the
    /// bot's name alone.
    pub fn switch_inline(label: impl Into<String>, query: impl Into<String>) -> Button {
        Button::known(label, InlineKeyboardButtonKind::SwitchInlineQuery(query.into()))
    }

    /// A button that asks the bot for that in inline mode, in the chat of the message.
    pub fn switch_inline_here(label: impl Into<String>, query: impl Into<String>) -> Button {
        Button::known(label, InlineKeyboardButtonKind::SwitchInlineQueryCurrentChat(query.into()))
    }

    /// A button that copies a text: 1 to 256 characters.
    pub fn copy_text(label: impl Into<String>, text: impl Into<String>) -> Button {
        Button::known(label, InlineKeyboardButtonKind::CopyText(CopyTextButton { text: text.into() }))
    }

    /// A button that pays: the first one under an invoice, which has one by itself if it has no buttons.
    pub fn pay(label: impl Into<String>) -> Button {
        Button::known(label, InlineKeyboardButtonKind::Pay(teloxide_core::types::True))
    }

    fn known(label: impl Into<String>, kind: InlineKeyboardButtonKind) -> Button {
        Button { label: label.into(), action: Action::Known(kind) }
    }

    /// A button that opens an address, which `check` makes a whole one if Telegram takes it.
    fn opening(
        label: impl Into<String>,
        address: &str,
        check: impl FnOnce(&str) -> Result<String, String>,
        kind: impl FnOnce(reqwest::Url) -> InlineKeyboardButtonKind,
    ) -> Button {
        let whole = |checked: String| if address.contains(':') { address.to_owned() } else { checked };
        let parse = |whole: String| whole.parse().map_err(|error| format!("{error}"));
        let action = match check(address).map(whole).and_then(parse) {
            Ok(url) => Action::Known(kind(url)),
            Err(reason) => Action::Broken { address: address.to_owned(), reason },
        };
        Button { label: label.into(), action }
    }

    /// A button that runs a handler.
    #[doc(hidden)]
    pub fn run(label: impl Into<String>, function: &'static str, tag: Tag, fields: Vec<String>) -> Button {
        let action = Action::Run { function, tag, bindings: Bindings::default(), once: false, fields };
        Button { label: label.into(), action }
    }

    /// Lets nobody but that person press it. Others are told that it is not for them.
    pub fn only_for(self, user: UserId) -> Button {
        self.bound(|bindings| bindings.only_for = Some(user.0.cast_signed()))
    }

    /// Makes it out of date when it has been pressed and its handler has not failed.
    ///
    /// The store keeps the latest 500 of a chat's buttons that are for one use or have long texts in them. When there are
    /// more, the oldest ones are out of date.
    pub fn once(mut self) -> Button {
        if let Action::Run { once, .. } = &mut self.action {
            *once = true;
        }
        self
    }

    /// Makes it out of date after so long.
    pub fn valid_for(self, time: Duration) -> Button {
        match SystemTime::now().checked_add(time) {
            Some(end) => self.until(end),
            None => self,
        }
    }

    /// Makes it out of date from that time on, to the second.
    pub fn until(self, end: SystemTime) -> Button {
        self.bound(|bindings| bindings.until = Some(layout::seconds(end)))
    }

    fn bound(mut self, bind: impl FnOnce(&mut Bindings)) -> Button {
        if let Action::Run { bindings, .. } = &mut self.action {
            bind(bindings);
        }
        self
    }

    /// What Telegram is told of it.
    fn to_telegram(&self, hold: &mut Hold<'_>) -> Result<InlineKeyboardButton, Unshowable> {
        let Button { label, action } = self;
        if label.trim().is_empty() {
            return Err(Unshowable::NoLabel);
        }
        let kind = match action {
            Action::Known(kind) => checked(label, kind, hold.chat)?,
            Action::Broken { address, reason } => {
                let (label, address, reason) = (label.clone(), address.clone(), reason.clone());
                return Err(Unshowable::Address { label, address, reason });
            }
            Action::Run { function, tag, bindings, once, fields } => {
                let write = |written| layout::write(*tag, *bindings, written, hold.chat, hold.seal);
                let data = write(Written::Fields(fields));
                let data = if data.len() <= LONGEST_DATA && !once {
                    data
                } else {
                    let no_chat = || Unshowable::NoChat { label: label.clone(), function };
                    let kept = hold.kept.as_mut().ok_or_else(no_chat)?;
                    let button = KeptButton::new(fields, *once);
                    let data = write(Written::Key(button.key()));
                    kept.push(button);
                    data
                };
                InlineKeyboardButtonKind::CallbackData(data)
            }
        };
        Ok(InlineKeyboardButton { text: label.clone(), kind })
    }
}

/// What a button of that label does by itself in that chat, if it can.
fn checked(
    label: &str,
    kind: &InlineKeyboardButtonKind,
    chat: i64,
) -> Result<InlineKeyboardButtonKind, Unshowable> {
    use InlineKeyboardButtonKind::{
        CopyText, SwitchInlineQuery, SwitchInlineQueryCurrentChat as SwitchHere, WebApp,
    };
    let fits = |text: &str, least: usize| {
        let got = text.chars().count();
        let label = label.to_owned();
        if (least..=LONGEST_TEXT).contains(&got) {
            Ok(())
        } else {
            Err(Unshowable::Text { label, least, got })
        }
    };
    match kind {
        // Only people have positive ids.
        WebApp(_) if chat <= 0 => return Err(Unshowable::WebApp { label: label.to_owned() }),
        CopyText(copied) => fits(&copied.text, 1)?,
        SwitchInlineQuery(query) | SwitchHere(query) => fits(query, 0)?,
        _ => {}
    }
    Ok(kind.clone())
}

/// What becomes of buttons on their way to a message.
pub(crate) struct Hold<'a> {
    /// The chat that they are shown in, or 0 for none.
    pub(crate) chat: i64,
    pub(crate) seal: &'a Seal,
    /// Those that the store has to keep, where it can.
    pub(crate) kept: Option<&'a mut Vec<KeptButton>>,
}

/// What stands in a row of buttons: a [`Button`].
pub trait InlineButton {
    /// The button.
    #[doc(hidden)]
    fn into_button(self) -> Button;
}

impl InlineButton for Button {
    fn into_button(self) -> Button {
        self
    }
}

/// A row of buttons: a list of [`Button`]s.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no row of buttons under a message",
    label = "no row of `Button`s",
    note = "buttons stand in rows, each in brackets of its own: `.buttons([[yes, no], [cancel]])`, or `.buttons([[button]])` for one",
    note = "a `Button` is `vote::button(\"Yes\", true)` for a function `vote` with `#[callback]`, or `Button::url(..)`",
    note = "keys in the place of the letters are shown by `Reply::keyboard`: `.keyboard(Keyboard::new([[Key::text(\"Yes\")]]))`"
)]
pub trait ButtonRow {
    /// The buttons, from the left to the right.
    #[doc(hidden)]
    fn into_buttons(self) -> Vec<Button>;
}

#[diagnostic::do_not_recommend]
impl<T: IntoIterator<Item: InlineButton>> ButtonRow for T {
    fn into_buttons(self) -> Vec<Button> {
        self.into_iter().map(InlineButton::into_button).collect()
    }
}

/// A list of rows. `R` is a parameter so that rustc says of what is none that it is no list of rows, not that it is no
/// iterator.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of rows of buttons",
    label = "no list of rows",
    note = "buttons stand in rows, each in brackets of its own: `.buttons([[yes, no], [cancel]])`, or `.buttons([[button]])` for one"
)]
pub trait ButtonRows<R> {
    /// The rows, from the top to the bottom.
    #[doc(hidden)]
    fn into_rows(self) -> impl Iterator<Item = R>;
}

#[diagnostic::do_not_recommend]
impl<T: IntoIterator<Item = R>, R> ButtonRows<R> for T {
    fn into_rows(self) -> impl Iterator<Item = R> {
        self.into_iter()
    }
}

/// Buttons in rows, as a message has them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Keyboard(Vec<Vec<Button>>);

impl Keyboard {
    /// The rows of buttons, from the top to the bottom.
    pub(crate) fn of<R: ButtonRow>(rows: impl ButtonRows<R>) -> Keyboard {
        Keyboard(rows.into_rows().map(ButtonRow::into_buttons).collect())
    }

    /// What Telegram is told of them.
    pub(crate) fn to_telegram(&self, hold: &mut Hold<'_>) -> Result<InlineKeyboardMarkup, Unshowable> {
        let got = self.0.iter().map(Vec::len).sum();
        if got > MOST_BUTTONS {
            return Err(Unshowable::TooMany { got });
        }
        let row = |row: &Vec<Button>| row.iter().map(|button| button.to_telegram(hold)).collect();
        let inline_keyboard = self.0.iter().map(row).collect::<Result<_, _>>()?;
        Ok(InlineKeyboardMarkup { inline_keyboard })
    }
}
