//! Service messages: what happened in a chat, told between the messages of people.

use serde_json::{Map, Value};

use super::{Message, World};

/// Fields by name.
pub(super) fn fields<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl World {
    /// Puts a service message into a chat and its update into the queue: message id and update id.
    pub(crate) fn tell(&mut self, chat_id: i64, fields: Map<String, Value>) -> Option<(i64, i64)> {
        let message = self.add_service(chat_id, fields)?;
        let id = message["message_id"].as_i64()?;
        Some((id, self.announce(chat_id, false, message)))
    }

    /// Puts a service message into a chat, and gives it back as Telegram shows it; the queue does not have it yet.
    pub(crate) fn add_service(&mut self, chat_id: i64, fields: Map<String, Value>) -> Option<Value> {
        let (id, mut json) = self.begin_message(chat_id)?;
        super::sending::merge(&mut json, fields);
        let message = Message {
            id,
            chat_id,
            from_bot: false,
            author: super::sending::author_name(&json),
            text: String::new(),
            json: json.clone(),
            sent_with: Value::Null,
            is_deleted: false,
            reactions: Vec::new(),
        };
        self.chat_mut(chat_id)?.add(message);
        Some(json)
    }
}
