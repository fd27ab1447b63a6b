//! Albums: messages that Telegram brings one by one, and that handlers may see as one update.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use teloxide_core::types::Message;

use super::Incoming;
use crate::chats::Chats;
use crate::update::{Fields, UnreadableUpdate};

/// What a message names the album by that it is part of.
const NAME: Fields = Fields::of(&["media_group_id"]);

impl Incoming {
    /// The name of the album that the new message is part of.
    pub(crate) fn album(&self) -> Option<String> {
        let may_be_part = self.facts.kind.is_message() && !self.is_album();
        may_be_part.then(|| self.content(NAME)).flatten()
    }

    /// An album, of the updates that brought its messages, in their order.
    pub(crate) fn of_album(
        updates: impl IntoIterator<Item = Box<RawValue>>,
        chats: &Chats,
    ) -> Result<Arc<Incoming>, UnreadableUpdate> {
        let mut messages =
            updates.into_iter().map(Incoming::read).collect::<Result<Vec<_>, _>>()?.into_iter();
        let Some(first) = messages.next() else { return Err(UnreadableUpdate::empty()) };
        let mut album = Incoming { others: Some(messages.collect()), ..first };
        album.facts.follow(chats);
        Ok(Arc::new(album))
    }

    /// Reads what was set aside: an update, or those of an album.
    pub(crate) fn of_letter(json: String, chats: &Chats) -> Option<Arc<Incoming>> {
        if json.starts_with('[') {
            let updates: Vec<Box<RawValue>> = serde_json::from_str(&json).ok()?;
            return Incoming::of_album(updates, chats).ok();
        }
        let mut incoming = Incoming::read(RawValue::from_string(json).ok()?).ok()?;
        incoming.facts.follow(chats);
        Some(Arc::new(incoming))
    }

    /// Whether it is an album as a whole.
    pub(crate) fn is_album(&self) -> bool {
        self.others.is_some()
    }

    /// The messages of the album, as far as teloxide-core can read them; or the one that there is.
    pub(crate) fn messages(&self) -> Vec<Message> {
        self.each().filter_map(|one| one.message().cloned()).collect()
    }

    /// Those messages of the album that have one of the fields, as that type.
    pub(crate) fn messages_with<T: DeserializeOwned>(&self, fields: Fields) -> Vec<T> {
        self.each().filter_map(|one| one.message_with(fields)).collect()
    }

    /// The updates as JSON, as they are set aside.
    pub(super) fn to_letter(&self) -> String {
        if !self.is_album() {
            return self.raw.as_str().to_owned();
        }
        let updates: Vec<&str> = self.each().map(|one| one.raw.as_str()).collect();
        format!("[{}]", updates.join(","))
    }

    fn each(&self) -> impl Iterator<Item = &Incoming> {
        [self].into_iter().chain(self.others.iter().flatten())
    }
}
