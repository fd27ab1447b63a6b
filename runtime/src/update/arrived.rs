//! An update as filters see it, at its arrival.

use serde::Deserialize;
use teloxide_core::types::{Chat, Message, Update, User};

use super::fields::Fields;
use super::incoming::Incoming;
use super::raw::RawUpdate;
use super::sender::Sender;

/// An update as filters see it: what arrived, and nothing of what the bot has stored.
#[derive(Clone, Copy, Debug)]
pub struct Arrived<'a>(pub(crate) &'a Incoming);

#[derive(Deserialize)]
struct EntityKind {
    #[serde(rename = "type")]
    kind: String,
}

impl<'a> Arrived<'a> {
    /// The name of the update's kind in the Bot API, such as `edited_message`.
    pub fn kind(self) -> &'a str {
        self.0.facts.kind.name()
    }

    /// The message's text or caption.
    pub fn text(self) -> Option<&'a str> {
        self.0.facts.text.as_deref()
    }

    /// The message, as teloxide-core reads it.
    pub fn message(self) -> Option<&'a Message> {
        self.0.message()
    }

    /// The person who speaks; none where a chat does.
    pub fn user(self) -> Option<User> {
        self.0.user()
    }

    /// Who speaks.
    pub fn sender(self) -> Option<Sender> {
        self.0.sender()
    }

    /// The chat that the update is from.
    pub fn chat(self) -> Option<Chat> {
        self.0.chat()
    }

    /// The update, as teloxide-core reads it.
    pub fn update(self) -> Option<&'a Update> {
        self.0.update()
    }

    /// The update exactly as Telegram sent it.
    pub fn raw(self) -> &'a RawUpdate {
        self.0.raw()
    }

    /// Whether the message's text or caption has an entity of one of those kinds.
    pub(crate) fn has_entity(self, kinds: &[&str]) -> bool {
        let entities = const { Fields::of(&["entities"]) };
        let captions = const { Fields::of(&["caption_entities"]) };
        let found: Option<Vec<EntityKind>> = self.0.content(entities).or_else(|| self.0.content(captions));
        found.is_some_and(|found| found.iter().any(|entity| kinds.contains(&entity.kind.as_str())))
    }

    /// Whether the message has one of those fields.
    pub(crate) fn has_any(self, fields: Fields) -> bool {
        self.0.fields().has_any(fields)
    }
}
