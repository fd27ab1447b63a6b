//! Buttons in their rows, and what Telegram is told of them.

use std::time::{Duration, SystemTime};

use teloxide_core::types::{InlineKeyboardButton, InlineKeyboardButtonKind, InlineKeyboardMarkup, UserId};

use super::kept::KeptButton;
use super::layout::{self, Bindings, LONGEST_DATA, Written};
use super::seal::Seal;
use super::tag::Tag;

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
    /// Opens a page.
    Open(reqwest::Url),
    /// Nothing: the address can't be one.
    Broken { address: String, reason: String },
}

/// Why a button can't be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unshowable {
    /// It needs the store, which keeps buttons by chat.
    #[error(
        "the button {label:?} of `{function}` is for one use or holds more than Telegram's {LONGEST_DATA} bytes, which takes \
         a chat, and this message is in none"
    )]
    NoChat { label: String, function: &'static str },
    /// It leads nowhere.
    #[error("the button {label:?} can't open {address:?}: {reason}")]
    Address { label: String, address: String, reason: String },
}

impl Button {
    /// A button that opens a page, by an address such as `https://telegram.org` or `tg://user?id=42`.
    pub fn url(label: impl Into<String>, address: impl Into<String>) -> Button {
        let address = address.into();
        let action = match address.parse() {
            Ok(url) => Action::Open(url),
            Err(error) => Action::Broken { reason: format!("{error}"), address },
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
        let kind = match action {
            Action::Open(address) => InlineKeyboardButtonKind::Url(address.clone()),
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

/// What becomes of buttons on their way to a message.
pub(crate) struct Hold<'a> {
    /// The chat that they are shown in, or 0 for none.
    pub(crate) chat: i64,
    pub(crate) seal: &'a Seal,
    /// Those that the store has to keep, where it can.
    pub(crate) kept: Option<&'a mut Vec<KeptButton>>,
}

/// Buttons in rows, as a message has them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Keyboard(Vec<Vec<Button>>);

impl Keyboard {
    /// The rows of buttons, from the top to the bottom.
    pub(crate) fn of(rows: impl IntoIterator<Item: IntoIterator<Item = Button>>) -> Keyboard {
        Keyboard(rows.into_iter().map(|row| row.into_iter().collect()).collect())
    }

    /// What Telegram is told of them.
    pub(crate) fn to_telegram(&self, hold: &mut Hold<'_>) -> Result<InlineKeyboardMarkup, Unshowable> {
        let row = |row: &Vec<Button>| row.iter().map(|button| button.to_telegram(hold)).collect();
        let inline_keyboard = self.0.iter().map(row).collect::<Result<_, _>>()?;
        Ok(InlineKeyboardMarkup { inline_keyboard })
    }
}
