//! How messages come into chats: people's become updates, the bot's become replies.

use serde_json::{Map, Value, json};

use super::{ChatKind, Message, World, bot, clean, entities};
use crate::{journal::Happening, refusal::Refusal};

/// Who writes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Author {
    Person(i64),
    /// A chat writes in a chat: a channel in a group, or a chat in itself (an anonymous admin, a channel post).
    Chat(i64),
}

/// What somebody writes.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) author: Author,
    pub(crate) chat_id: i64,
    pub(crate) text: String,
    /// Instead of those that Telegram would find.
    pub(crate) entities: Option<Value>,
    /// Further fields of the `Message`.
    pub(crate) fields: Map<String, Value>,
    /// It may go to a group that was upgraded.
    pub(crate) is_late: bool,
}

/// What the bot sends.
pub(crate) struct Reply {
    pub(crate) chat_id: i64,
    /// After Telegram's trimming.
    pub(crate) text: String,
    pub(crate) entities: Option<Value>,
    /// Further fields of the `Message`.
    pub(crate) fields: Map<String, Value>,
    /// The parameters of the call.
    pub(crate) sent_with: Value,
}

impl World {
    /// Puts a message into its chat and an update into the queue: message id and update id.
    /// `None` if there is no such chat, or only one that was upgraded.
    pub(crate) fn deliver(&mut self, letter: Letter) -> Option<(i64, i64)> {
        if !letter.is_late && self.chat(letter.chat_id)?.upgraded_to.is_some() {
            return None;
        }
        let origin = self.origin(letter.author, letter.chat_id);
        let (id, mut json) = self.begin_message(letter.chat_id)?;
        let text = clean(&letter.text);
        fill(&mut json, &text, letter.entities);
        merge(&mut json, origin);
        merge(&mut json, letter.fields);
        let message = Message {
            id,
            chat_id: letter.chat_id,
            from_bot: false,
            author: author_name(&json),
            text,
            json: json.clone(),
            sent_with: Value::Null,
        };
        let chat = self.chat_mut(letter.chat_id)?;
        chat.add(message);
        let (kind, is_bot_out) = (chat.kind, chat.is_bot_out);
        let update_id = self.announce(kind, is_bot_out, false, json);
        Some((id, update_id))
    }

    /// Changes a person's message: the update's id. `None` if there is no such message.
    pub(crate) fn edit(&mut self, chat_id: i64, message_id: i64, text: &str) -> Option<i64> {
        let now = self.clock.now();
        let chat = self.chat_mut(chat_id)?;
        let (kind, is_bot_out) = (chat.kind, chat.is_bot_out);
        let message = chat.message_mut(message_id)?;
        message.text = clean(text);
        fill(&mut message.json, &message.text, None);
        message.json["edit_date"] = json!(now);
        let json = message.json.clone();
        let shown = message.shown();
        self.journal.note(&Happening::Edited(shown));
        Some(self.announce(kind, is_bot_out, true, json))
    }

    /// Queues the update of a message, unless the bot is not there to see it.
    pub(super) fn announce(
        &mut self,
        kind: ChatKind,
        is_bot_out: bool,
        is_edit: bool,
        message: Value,
    ) -> i64 {
        if is_bot_out && kind != ChatKind::Private {
            return self.queue.give_id();
        }
        self.queue.add(kind.update(is_edit), message)
    }

    /// Puts a message of the bot into a chat, and gives it back as Telegram shows it.
    pub(crate) fn reply(&mut self, reply: Reply) -> Result<Value, Refusal> {
        self.open_chat(reply.chat_id)?;
        let not_found = || Refusal::bad_request("chat not found");
        let (id, mut json) = self.begin_message(reply.chat_id).ok_or_else(not_found)?;
        fill(&mut json, &reply.text, reply.entities);
        let chat = self.chat_mut(reply.chat_id).ok_or_else(not_found)?;
        if chat.kind == ChatKind::Channel {
            json["sender_chat"] = chat.json.clone();
        } else {
            json["from"] = bot();
        }
        merge(&mut json, reply.fields);
        chat.add(Message {
            id,
            chat_id: reply.chat_id,
            from_bot: true,
            author: "bot".to_owned(),
            text: reply.text,
            json: json.clone(),
            sent_with: reply.sent_with,
        });
        let place = chat.messages.len() - 1;
        self.said.push((reply.chat_id, place));
        self.said_count.send_replace(self.said.len());
        Ok(json)
    }

    /// A new message's id, and its fields that every message has.
    pub(super) fn begin_message(&mut self, chat_id: i64) -> Option<(i64, Value)> {
        let chat = self.chats.get_mut(&chat_id)?;
        let last =
            if chat.kind.has_own_numbers() { &mut chat.last_message_id } else { &mut self.last_message_id };
        *last += 1;
        Some((*last, json!({ "message_id": *last, "date": self.clock.now(), "chat": chat.json })))
    }

    /// `from` and `sender_chat` of a message.
    fn origin(&self, author: Author, chat_id: i64) -> Map<String, Value> {
        let mut fields = Map::new();
        match author {
            Author::Person(id) => {
                fields.insert("from".to_owned(), self.people.get(&id).cloned().unwrap_or_default());
            }
            Author::Chat(sender) => {
                if let Some(stand_in) = self.stand_in(sender, chat_id) {
                    fields.insert("from".to_owned(), stand_in);
                }
                let chat = self.chat(sender).map(|chat| chat.json.clone());
                fields.insert("sender_chat".to_owned(), chat.unwrap_or_default());
            }
        }
        fields
    }

    /// The user that Telegram names in `from` when a chat writes; none writes a channel's own posts.
    fn stand_in(&self, sender: i64, chat_id: i64) -> Option<Value> {
        if self.chat(chat_id)?.kind == ChatKind::Channel {
            return None;
        }
        Some(if sender == chat_id {
            anonymous_admin()
        } else {
            json!({ "id": 136_817_688, "is_bot": true, "first_name": "Channel", "username": "Channel_Bot" })
        })
    }
}

/// The user in whose name anonymous admins write.
pub(super) fn anonymous_admin() -> Value {
    json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" })
}

/// Sets text and entities.
fn fill(message: &mut Value, text: &str, entities: Option<Value>) {
    message["text"] = json!(text);
    match entities.or_else(|| entities::find(text)) {
        Some(entities) => message["entities"] = entities,
        None => drop(message.as_object_mut().and_then(|fields| fields.remove("entities"))),
    }
}

pub(super) fn merge(message: &mut Value, fields: Map<String, Value>) {
    if let Some(message) = message.as_object_mut() {
        message.extend(fields);
    }
}

/// The name that clients show above a message.
pub(super) fn author_name(message: &Value) -> String {
    let name = message["sender_chat"]["title"].as_str().or_else(|| message["from"]["first_name"].as_str());
    name.unwrap_or("?").to_owned()
}
