//! Business accounts that the bot works for.

use serde_json::{Value, json};

use super::{Message, World, sending::merge, service::fields};
use crate::journal::Happening;

impl World {
    /// Lets the bot work for a person's account: its connection's id, and the update that tells of it.
    pub(crate) fn connect_business(&mut self, owner: i64) -> Option<(String, i64)> {
        let user = self.person(owner)?.clone();
        let id = format!("pouch{owner}");
        let connection = json!({
            "id": id, "user": user, "user_chat_id": owner, "date": self.clock.now(), "is_enabled": true,
            "rights": { "can_reply": true, "can_read_messages": true, "can_delete_all_messages": true },
        });
        self.businesses.insert(id.clone(), connection.clone());
        Some((id, self.queue.add("business_connection", connection)))
    }

    /// Ends it: the update's id. `None` if there is no such connection.
    pub(crate) fn disconnect_business(&mut self, id: &str) -> Option<i64> {
        let connection = self.businesses.get_mut(id)?;
        connection["is_enabled"] = json!(false);
        let told = connection.clone();
        Some(self.queue.add("business_connection", told))
    }

    /// A `BusinessConnection`.
    pub(crate) fn business(&self, id: &str) -> Option<&Value> {
        self.businesses.get(id)
    }

    /// Puts a message into the chat of an account with a customer, written by either: message id and update id.
    pub(crate) fn business_message(
        &mut self,
        id: &str,
        customer: i64,
        by: i64,
        text: &str,
    ) -> Option<(i64, i64)> {
        self.business(id)?;
        let (message_id, mut json) = self.begin_message(customer)?;
        let author = self.person(by)?.clone();
        merge(
            &mut json,
            fields([("business_connection_id", json!(id)), ("from", author), ("text", json!(text))]),
        );
        let message = Message {
            id: message_id,
            chat_id: customer,
            from_bot: false,
            author: super::sending::author_name(&json),
            text: text.to_owned(),
            json: json.clone(),
            sent_with: Value::Null,
            is_deleted: false,
            reactions: Vec::new(),
        };
        self.chat_mut(customer)?.add(message);
        Some((message_id, self.queue.add("business_message", json)))
    }

    /// Deletes messages of an account, as its owner does: the update's id.
    pub(crate) fn delete_business_messages(&mut self, id: &str, customer: i64, ids: &[i64]) -> Option<i64> {
        self.business(id)?;
        for message in ids {
            self.delete(customer, *message);
        }
        let chat = self.chat(customer)?.json.clone();
        let told = json!({ "business_connection_id": id, "chat": chat, "message_ids": ids });
        Some(self.queue.add("deleted_business_messages", told))
    }

    /// Deletes messages of an account, as the bot does; it is not told of that.
    pub(crate) fn forget_business_messages(&mut self, account: &Value, ids: &[i64]) {
        let is_meant = |message: &&Message| {
            ids.contains(&message.id) && message.json["business_connection_id"] == *account
        };
        let chats = self.chats.values().flat_map(|chat| chat.present().filter(is_meant));
        let found: Vec<(i64, i64)> = chats.map(|message| (message.chat_id, message.id)).collect();
        for (chat, message) in found {
            self.delete(chat, message);
        }
    }

    /// Changes the text of a message of an account: the update's id.
    pub(crate) fn edit_business_message(
        &mut self,
        customer: i64,
        message_id: i64,
        text: &str,
    ) -> Option<i64> {
        let now = self.clock.now();
        let message = self.chat_mut(customer)?.message_mut(message_id)?;
        message.json["text"] = json!(text);
        message.json["edit_date"] = json!(now);
        text.clone_into(&mut message.text);
        let (json, shown) = (message.json.clone(), message.shown());
        self.journal.note(&Happening::Edited(shown));
        Some(self.queue.add("edited_business_message", json))
    }
}
