//! How messages come into chats: people's become updates, the bot's become replies.

use pouch_formatting::{Formatted, clean};
use serde_json::{Map, Value, json};

use super::{Barred, ChatKind, Content, Markup, Message, World, bot, topics::thread};
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
    /// A photo, a location ...: the text is its caption.
    pub(crate) content: Map<String, Value>,
    /// Further fields of the `Message`.
    pub(crate) fields: Map<String, Value>,
    /// It may go to a group that was upgraded.
    pub(crate) is_late: bool,
}

/// What the bot sends.
pub(crate) struct Reply {
    pub(crate) chat_id: i64,
    pub(crate) content: Content,
    pub(crate) markup: Option<Markup>,
    /// Further fields of the `Message`.
    pub(crate) fields: Map<String, Value>,
    /// The parameters of the call.
    pub(crate) sent_with: Value,
}

impl World {
    /// Puts a message into its chat and an update into the queue: message id and update id.
    pub(crate) fn deliver(&mut self, letter: Letter) -> Result<(i64, i64), Barred> {
        self.admit_writer(&letter)?;
        let chat_id = letter.chat_id;
        let (id, json) = self.add_letter(letter).ok_or(Barred::NOWHERE)?;
        let update_id = self.announce(chat_id, false, json.clone());
        self.bring_to_discussion(&json);
        Ok((id, update_id))
    }

    /// Puts a person's message into its chat.
    fn add_letter(&mut self, letter: Letter) -> Option<(i64, Value)> {
        let origin = self.origin(letter.author, letter.chat_id);
        let (id, mut json) = self.begin_message(letter.chat_id)?;
        let text = self.fill(&mut json, &letter.text, letter.entities, letter.content);
        merge(&mut json, origin);
        merge(&mut json, self.in_topic(letter.chat_id, letter.fields));
        let message = Message {
            id,
            chat_id: letter.chat_id,
            from_bot: false,
            author: author_name(&json),
            text,
            json: json.clone(),
            sent_with: Value::Null,
            is_deleted: false,
            reactions: Vec::new(),
        };
        self.chat_mut(letter.chat_id)?.add(message);
        self.keep_poll(&json, false);
        if let Author::Person(person) = letter.author {
            self.keyboards.used_by(letter.chat_id, person);
        }
        Some((id, json))
    }

    /// Changes a person's message: the update's id. `None` if there is no such message.
    pub(crate) fn edit(&mut self, chat_id: i64, message_id: i64, text: &str) -> Option<i64> {
        let now = self.clock.now();
        let chat = self.chat(chat_id)?;
        let mut json = chat.message(message_id)?.json.clone();
        let content = Content::beside_text(&json);
        let text = self.fill(&mut json, text, None, content);
        json["edit_date"] = json!(now);
        let message = self.chat_mut(chat_id)?.message_mut(message_id)?;
        message.text = text;
        message.json.clone_from(&json);
        let shown = message.shown();
        self.journal.note(&Happening::Edited(shown));
        Some(self.announce(chat_id, true, json))
    }

    /// Queues the update of a message, unless the bot does not get to see it.
    pub(super) fn announce(&mut self, chat_id: i64, is_edit: bool, message: Value) -> i64 {
        let kind = self.chat(chat_id).map(|chat| chat.kind.update(is_edit));
        match kind.filter(|_| self.bot_sees(chat_id, &message)) {
            Some(kind) => self.queue.add(kind, message),
            None => self.queue.give_id(),
        }
    }

    /// Puts a message of the bot into a chat, and gives it back as Telegram shows it.
    pub(crate) fn reply(&mut self, reply: Reply) -> Result<Value, Refusal> {
        self.sendable_chat(reply.chat_id)?;
        self.check_content(reply.chat_id, &reply.content.fields)?;
        self.check_topic(reply.chat_id, thread(&reply.fields))?;
        let not_found = || Refusal::bad_request("chat not found");
        let (id, mut json) = self.begin_message(reply.chat_id).ok_or_else(not_found)?;
        let text = reply.content.shown_text().to_owned();
        reply.content.write(&mut json, |id| self.user(id));
        let chat = self.chat(reply.chat_id).ok_or_else(not_found)?;
        if chat.kind == ChatKind::Channel {
            json["sender_chat"] = chat.json.clone();
        } else {
            json["from"] = bot();
        }
        let account = reply.fields.get("business_connection_id").and_then(Value::as_str);
        if let Some(connection) = account.and_then(|id| self.business(id)) {
            json["from"] = connection["user"].clone();
            json["sender_business_bot"] = bot();
        }
        merge(&mut json, self.in_topic(reply.chat_id, reply.fields));
        if let Some(markup) = &reply.markup {
            self.show(id, markup, &mut json);
        }
        self.say(Message {
            id,
            chat_id: reply.chat_id,
            from_bot: true,
            author: "bot".to_owned(),
            text,
            json: json.clone(),
            sent_with: reply.sent_with,
            is_deleted: false,
            reactions: Vec::new(),
        });
        self.keep_poll(&json, true);
        Ok(json)
    }

    /// Adds a message of the bot to its chat.
    pub(super) fn say(&mut self, message: Message) {
        let chat_id = message.chat_id;
        let json = message.json.clone();
        let Some(chat) = self.chat_mut(chat_id) else { return };
        chat.add(message);
        let place = chat.messages.len() - 1;
        self.said.push((chat_id, place));
        self.said_count.send_replace(self.said.len());
        self.bring_to_discussion(&json);
    }

    /// Sets the content of a person's message, and gives its text as it is kept, which is a caption beside other
    /// content. Entities that are given are those of the text after trimming; else they are found.
    fn fill(
        &self,
        message: &mut Value,
        text: &str,
        entities: Option<Value>,
        content: Map<String, Value>,
    ) -> String {
        let given = Formatted { text: clean(text), entities: Vec::new() };
        let formatted = if entities.is_some() { Ok(given) } else { given.finished() };
        let formatted = formatted.unwrap_or_default();
        let kept = formatted.text.clone();
        let is_caption = !content.is_empty();
        Content { formatted, is_caption, fields: content }.write(message, |id| self.user(id));
        if let Some(entities) = entities {
            message[if is_caption { "caption_entities" } else { "entities" }] = entities;
        }
        kept
    }

    /// A new message's id, and its fields that every message has.
    pub(super) fn begin_message(&mut self, chat_id: i64) -> Option<(i64, Value)> {
        let chat = self.chats.get_mut(&chat_id)?;
        let last =
            if chat.kind.has_own_numbers() { &mut chat.last_message_id } else { &mut self.last_message_id };
        *last += 1;
        Some((*last, json!({ "message_id": *last, "date": self.clock.now(), "chat": chat.json })))
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
