//! What people pass on: messages, and the people and chats that a keyboard of the bot asks for.

use serde_json::{Map, Value, json};

use super::{Content, Letter, World, origin, service::fields};

impl World {
    /// Makes a letter say what a message says, with where it came from; `None` without such a message, or if it is
    /// a service message.
    pub(crate) fn forward_in(&self, letter: Letter, (chat_id, message_id): (i64, i64)) -> Option<Letter> {
        let message = &self.chat(chat_id)?.message(message_id)?.json;
        Content::of(message)?;
        let either = |one: &str, other: &str| message.get(one).or_else(|| message.get(other)).cloned();
        let text = either("text", "caption").and_then(|text| text.as_str().map(str::to_owned));
        let mut further = letter.fields;
        further.insert("forward_origin".to_owned(), origin(message));
        Some(Letter {
            text: text.unwrap_or_default(),
            entities: either("entities", "caption_entities"),
            content: Content::beside_text(message),
            fields: further,
            ..letter
        })
    }

    /// The field of the message that answers a `request_users` button; `None` if somebody is no person.
    pub(crate) fn shared_users(&self, request_id: i64, people: &[i64]) -> Option<Map<String, Value>> {
        let shared = |id: &i64| {
            let person = self.person(*id)?;
            let mut shared = json!({ "user_id": id });
            for name in ["first_name", "last_name", "username"] {
                if let Some(value) = person.get(name) {
                    shared[name] = value.clone();
                }
            }
            Some(shared)
        };
        let users: Option<Vec<Value>> = people.iter().map(shared).collect();
        Some(fields([("users_shared", json!({ "request_id": request_id, "users": users? }))]))
    }

    /// The field of the message that answers a `request_chat` button; `None` without such a chat.
    pub(crate) fn shared_chat(&self, request_id: i64, chat_id: i64) -> Option<Map<String, Value>> {
        let chat = &self.chat(chat_id)?.json;
        let mut shared = json!({ "request_id": request_id, "chat_id": chat_id });
        for name in ["title", "username"] {
            if let Some(value) = chat.get(name) {
                shared[name] = value.clone();
            }
        }
        Some(fields([("chat_shared", shared)]))
    }
}
