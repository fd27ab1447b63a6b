//! Answers to the press of a button that only the presser sees.

use super::into_reply::IntoReply;
use super::outcome::Outcome;
use crate::failure::Failure;

/// Answers the press of a button with a line that shows for a moment.
///
/// Returned by a [`#[callback]`](crate::callback) function; only the presser sees it. Of a text that is too long (200
/// UTF-16 units) the start is shown. A handler that returns none answers the press without a text.
///
/// ```
/// use pouch::prelude::*;
///
/// #[callback]
/// fn like(user: &User) -> Toast {
///     Toast::new(format!("Thank you, {}!", user.first_name))
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a toast is shown when a handler returns it"]
pub struct Toast {
    text: String,
}

/// Answers the press of a button with a text that stays until the presser closes it; else as a [`Toast`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an alert is shown when a handler returns it"]
pub struct Alert {
    text: String,
}

/// Answers the press of a button by opening an address in the presser's client.
///
/// Telegram takes two kinds of addresses: any for the button of a game, and links to the bot itself, such as `start::link(..)`, for the others.
///
/// ```
/// use pouch::prelude::*;
///
/// #[on(callback_query)]
/// fn play(query: &CallbackQuery, user: &User) -> Option<OpenUrl> {
///     let game = query.game_short_name.as_ref()?;
///     Some(OpenUrl::new(format!("https://games.example.com/{game}?player={}", user.id)))
/// }
/// # let _ = App::new(handlers![play]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an address is opened when a handler returns it"]
pub struct OpenUrl {
    url: String,
}

impl OpenUrl {
    /// Opens that address.
    pub fn new(url: impl Into<String>) -> Self {
        OpenUrl { url: url.into() }
    }
}

impl Toast {
    /// A toast with that text.
    pub fn new(text: impl Into<String>) -> Self {
        Toast { text: text.into() }
    }
}

impl Alert {
    /// An alert with that text.
    pub fn new(text: impl Into<String>) -> Self {
        Alert { text: text.into() }
    }
}

impl IntoReply for Toast {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        outcome.press("Toast")?.say(&self.text, false)
    }
}

impl IntoReply for OpenUrl {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        outcome.press("OpenUrl")?.open(&self.url)
    }
}

impl IntoReply for Alert {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        outcome.press("Alert")?.say(&self.text, true)
    }
}
