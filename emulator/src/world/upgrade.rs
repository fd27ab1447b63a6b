//! A group becomes a supergroup: another chat, with another id.

use serde_json::json;

use super::{ChatKind, ChatRecord, World, service::fields, writing::anonymous_admin};
use crate::journal::Happening;

const TO_NEW: &str = "migrate_to_chat_id";
const FROM_OLD: &str = "migrate_from_chat_id";

/// The two messages that tell of an upgrade; see `migrate_to_chat_id` and `migrate_from_chat_id` of
/// [Message](https://core.telegram.org/bots/api#message).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MigrationNotice {
    /// In the old chat, with `migrate_to_chat_id`.
    ToNew,
    /// In the new chat, with `migrate_from_chat_id`. It is the first message there.
    FromOld,
}

impl World {
    /// Makes a supergroup of a group, with a message in each that the queue does not have yet. `None` if this is no
    /// group, or one that was upgraded already.
    pub(crate) fn upgrade(&mut self, old: i64, by: Option<i64>) -> Option<i64> {
        let group = self.chats.get(&old).filter(|chat| chat.is_basic_group())?;
        let title = group.json["title"].as_str().unwrap_or_default().to_owned();
        let (members, permissions) = (group.members.clone(), group.permissions.clone());
        let description = group.description.clone();
        let new = self.add_chat(ChatKind::Supergroup, &title);
        let group = self.chats.get_mut(&old)?;
        group.upgraded_to = Some(new);
        self.journal.note(&Happening::Chat(group.shown()));
        let supergroup = self.chats.get_mut(&new)?;
        (supergroup.members, supergroup.permissions) = (members, permissions);
        supergroup.description = description;
        let sender_chat = supergroup.json.clone();
        let from = self.performer(old, by);
        let told = fields([("from", from), (TO_NEW, json!(new))]);
        self.add_service(old, told)?;
        let told =
            fields([("from", anonymous_admin()), ("sender_chat", sender_chat), (FROM_OLD, json!(old))]);
        self.add_service(new, told)?;
        Some(new)
    }

    /// Queues one of the messages of an upgrade, as often as it is called: chat, message and update id.
    /// `None` if that group was not upgraded.
    pub(crate) fn announce_upgrade(&mut self, old: i64, notice: MigrationNotice) -> Option<(i64, i64, i64)> {
        let new = self.chat(old)?.upgraded_to?;
        let (chat_id, field) = match notice {
            MigrationNotice::ToNew => (old, TO_NEW),
            MigrationNotice::FromOld => (new, FROM_OLD),
        };
        let chat = self.chat(chat_id)?;
        let message = chat.present().find(|message| message.json.get(field).is_some())?;
        let (message_id, json) = (message.id, message.json.clone());
        Some((chat_id, message_id, self.announce(chat_id, false, json)))
    }
}

impl ChatRecord {
    /// A basic group that is still one.
    fn is_basic_group(&self) -> bool {
        self.kind == ChatKind::Group && self.upgraded_to.is_none()
    }
}
