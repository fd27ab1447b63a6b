//! Buttons in their rows, and what Telegram is told of them.

use std::time::{Duration, SystemTime};

use teloxide_core::types::{InlineKeyboardButton, InlineKeyboardButtonKind, InlineKeyboardMarkup, UserId};

use super::layout::{self, Bindings, LONGEST_DATA};
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
    Run { function: &'static str, tag: Tag, bindings: Bindings, fields: Vec<String> },
    /// Opens a page.
    Open(reqwest::Url),
    /// Nothing: the address can't be one.
    Broken { address: String, reason: String },
}

/// Why a button can't be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unshowable {
    /// It holds too much.
    #[error(
        "the button {label:?} of `{function}` holds {size} bytes, and Telegram takes {LONGEST_DATA}: keep long values as \
         data, and give the button their key"
    )]
    TooLong { label: String, function: &'static str, size: usize },
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
        let action = Action::Run { function, tag, bindings: Bindings::default(), fields };
        Button { label: label.into(), action }
    }

    /// Lets nobody but that person press it. Others are told that it is not for them.
    pub fn only_for(self, user: UserId) -> Button {
        self.bound(|bindings| bindings.only_for = Some(user.0.cast_signed()))
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

    /// What Telegram is told of it, for that chat.
    fn to_telegram(&self, chat: i64, seal: &Seal) -> Result<InlineKeyboardButton, Unshowable> {
        let Button { label, action } = self;
        let kind = match action {
            Action::Open(address) => InlineKeyboardButtonKind::Url(address.clone()),
            Action::Broken { address, reason } => {
                let (label, address, reason) = (label.clone(), address.clone(), reason.clone());
                return Err(Unshowable::Address { label, address, reason });
            }
            Action::Run { function, tag, bindings, fields } => {
                let data = layout::write(*tag, *bindings, fields, chat, seal);
                if data.len() > LONGEST_DATA {
                    return Err(Unshowable::TooLong { label: label.clone(), function, size: data.len() });
                }
                InlineKeyboardButtonKind::CallbackData(data)
            }
        };
        Ok(InlineKeyboardButton { text: label.clone(), kind })
    }
}

/// Buttons in rows, as a message has them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Keyboard(Vec<Vec<Button>>);

impl Keyboard {
    /// The rows of buttons, from the top to the bottom.
    pub(crate) fn of(rows: impl IntoIterator<Item: IntoIterator<Item = Button>>) -> Keyboard {
        Keyboard(rows.into_iter().map(|row| row.into_iter().collect()).collect())
    }

    /// What Telegram is told of them, for that chat.
    pub(crate) fn to_telegram(&self, chat: i64, seal: &Seal) -> Result<InlineKeyboardMarkup, Unshowable> {
        let row = |row: &Vec<Button>| row.iter().map(|button| button.to_telegram(chat, seal)).collect();
        let inline_keyboard = self.0.iter().map(row).collect::<Result<_, _>>()?;
        Ok(InlineKeyboardMarkup { inline_keyboard })
    }
}
