//! A pressed button, as the JSON of its callback query tells of it.

use serde::Deserialize;
use serde_json::value::RawValue;

/// A pressed button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Press {
    /// The query's id, by which it is answered.
    pub(crate) query: String,
    /// What the button holds; none for that of a game.
    pub(crate) data: Option<String>,
    /// Where the message with the button is.
    pub(crate) place: Place,
}

/// Where the message with a button is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a chat of the bot. The id is the one that Telegram wrote: under messages of a group that became a supergroup
    /// since, it is the old one.
    Chat { id: i64, holds_text: bool },
    /// Somewhere else: it was sent in inline mode.
    Inline(String),
    /// Telegram does not say.
    Unknown,
}

/// The fields of a callback query.
#[derive(Deserialize)]
pub(super) struct QueryFields<'a> {
    id: String,
    from: Presser,
    #[serde(borrow)]
    pub(super) message: Option<&'a RawValue>,
    inline_message_id: Option<String>,
    data: Option<String>,
}

#[derive(Deserialize)]
struct Presser {
    id: i64,
}

impl Press {
    /// The id of the chat that Telegram named, or 0 for none.
    pub(crate) fn chat(&self) -> i64 {
        match self.place {
            Place::Chat { id, .. } => id,
            Place::Inline(_) | Place::Unknown => 0,
        }
    }
}

impl QueryFields<'_> {
    /// Who pressed the button.
    pub(super) fn presser(&self) -> i64 {
        self.from.id
    }

    /// The press of a button under a message in that chat.
    pub(super) fn into_press(self, chat: Option<(i64, bool)>) -> Press {
        let place = match (chat, self.inline_message_id) {
            (Some((id, holds_text)), _) => Place::Chat { id, holds_text },
            (None, Some(message)) => Place::Inline(message),
            (None, None) => Place::Unknown,
        };
        Press { query: self.id, data: self.data, place }
    }
}
