//! Forums: supergroups whose messages stand in topics.

use serde_json::{Map, Value, json};

use super::{BOT_ID, ChatRecord, Message, Standing, World, service::fields};
use crate::refusal::Refusal;

/// The topic that every forum has; its messages carry no number.
pub(crate) const GENERAL: i64 = 1;
/// The colour of a topic's icon when nobody chooses one.
pub(crate) const USUAL_COLOUR: i64 = 0x006F_B9F0;

/// A topic of a forum.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    pub(crate) name: String,
    pub(crate) icon_color: i64,
    pub(crate) icon_emoji: Option<String>,
    pub(crate) is_closed: bool,
    pub(crate) is_hidden: bool,
    /// The bot made it, and may manage it without further rights.
    pub(crate) is_own: bool,
}

/// How a topic changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TopicChange {
    Edited { name: Option<String>, icon_emoji: Option<String> },
    Closed,
    Reopened,
    Hidden,
    Unhidden,
}

impl Topic {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            icon_color: USUAL_COLOUR,
            icon_emoji: None,
            is_closed: false,
            is_hidden: false,
            is_own: false,
        }
    }

    /// The fields that `ForumTopic` and `ForumTopicCreated` share.
    pub(crate) fn shown(&self) -> Value {
        let mut shown = json!({ "name": self.name, "icon_color": self.icon_color });
        if let Some(emoji) = &self.icon_emoji {
            shown["icon_custom_emoji_id"] = json!(emoji);
        }
        shown
    }

    /// The topic as people see it in a list.
    pub(super) fn listed(&self, thread: i64) -> Value {
        json!({
            "message_thread_id": thread, "name": self.name, "icon_color": self.icon_color,
            "is_closed": self.is_closed, "is_hidden": self.is_hidden,
        })
    }

    /// Makes a change: the field of the service message that tells of it. `None` if nothing changes.
    fn apply(&mut self, change: TopicChange) -> Option<(&'static str, Value)> {
        let nothing = json!({});
        match change {
            TopicChange::Edited { name, icon_emoji } => {
                self.edit(name, icon_emoji).map(|edited| ("forum_topic_edited", edited))
            }
            TopicChange::Closed => {
                replaced(&mut self.is_closed, true).then_some(("forum_topic_closed", nothing))
            }
            TopicChange::Reopened => {
                self.is_hidden = false;
                replaced(&mut self.is_closed, false).then_some(("forum_topic_reopened", nothing))
            }
            TopicChange::Hidden => {
                self.is_closed = true;
                replaced(&mut self.is_hidden, true).then_some(("general_forum_topic_hidden", nothing))
            }
            TopicChange::Unhidden => {
                replaced(&mut self.is_hidden, false).then_some(("general_forum_topic_unhidden", nothing))
            }
        }
    }

    fn edit(&mut self, name: Option<String>, icon_emoji: Option<String>) -> Option<Value> {
        let mut edited = Map::new();
        if let Some(name) = name.filter(|name| *name != self.name) {
            edited.insert("name".to_owned(), json!(name));
            self.name = name;
        }
        if let Some(emoji) = icon_emoji.filter(|emoji| *emoji != self.icon_emoji.clone().unwrap_or_default())
        {
            edited.insert("icon_custom_emoji_id".to_owned(), json!(emoji));
            self.icon_emoji = Some(emoji).filter(|emoji| !emoji.is_empty());
        }
        (!edited.is_empty()).then_some(Value::Object(edited))
    }
}

/// Sets a flag, and tells whether it was different.
fn replaced(flag: &mut bool, value: bool) -> bool {
    std::mem::replace(flag, value) != value
}

impl ChatRecord {
    pub(crate) fn is_forum(&self) -> bool {
        self.json["is_forum"] == true
    }

    fn make_forum(&mut self) {
        self.json["is_forum"] = json!(true);
        self.topics.insert(GENERAL, Topic::new("General"));
        // A supergroup's first message tells that it was made; it is not kept here, but its number is taken.
        self.last_message_id = self.last_message_id.max(GENERAL);
    }
}

impl World {
    /// Gives a supergroup topics.
    pub(crate) fn make_forum(&mut self, chat_id: i64) {
        if let Some(chat) = self.chat_mut(chat_id) {
            chat.make_forum();
            self.note_chat(chat_id);
        }
    }

    /// Makes a topic: its number, which is that of the message that tells of it.
    pub(crate) fn create_topic(&mut self, chat_id: i64, topic: Topic, by: Option<i64>) -> Option<i64> {
        let thread = self.chat(chat_id).filter(|chat| chat.is_forum())?.last_message_id + 1;
        let told = topic.shown();
        self.chat_mut(chat_id)?.topics.insert(thread, topic);
        self.tell_in_topic(chat_id, thread, ("forum_topic_created", told), by);
        Some(thread)
    }

    /// Changes a topic, and tells of it in the topic. `None` without such a topic, false if nothing changes.
    pub(crate) fn change_topic(
        &mut self,
        (chat_id, thread): (i64, i64),
        change: TopicChange,
        by: Option<i64>,
    ) -> Option<bool> {
        let told = self.chat_mut(chat_id)?.topics.get_mut(&thread)?.apply(change);
        let Some(told) = told else { return Some(false) };
        self.tell_in_topic(chat_id, thread, told, by);
        Some(true)
    }

    /// Deletes a topic with all its messages; false if there is none.
    pub(crate) fn delete_topic(&mut self, chat_id: i64, thread: i64) -> bool {
        let Some(chat) = self.chat_mut(chat_id) else { return false };
        if chat.topics.remove(&thread).is_none() {
            return false;
        }
        let is_in_topic = |message: &&Message| message.json["message_thread_id"] == thread;
        let messages: Vec<i64> = chat.present().filter(is_in_topic).map(|message| message.id).collect();
        for message in messages {
            self.delete(chat_id, message);
        }
        self.note_chat(chat_id);
        true
    }

    fn tell_in_topic(&mut self, chat_id: i64, thread: i64, told: (&str, Value), by: Option<i64>) {
        let mut message = fields([("from", self.performer(chat_id, by)), told]);
        message.extend(topic_fields(thread));
        self.tell(chat_id, message);
        self.note_chat(chat_id);
    }

    /// Whether the bot may send messages to a topic.
    pub(crate) fn check_topic(&self, chat_id: i64, thread: Option<i64>) -> Result<(), Refusal> {
        let Some(chat) = self.chat(chat_id).filter(|chat| chat.is_forum()) else { return Ok(()) };
        // As at Telegram, nobody writes to the General topic by its number.
        let topic = chat.topics.get(&thread.unwrap_or(GENERAL)).filter(|_| thread != Some(GENERAL));
        let topic = topic.ok_or_else(|| Refusal::bad_request("message thread not found"))?;
        if topic.is_closed && !topic.is_own && !self.standing(chat_id, BOT_ID).has("can_manage_topics") {
            return Err(Refusal::bad_request("TOPIC_CLOSED"));
        }
        Ok(())
    }

    /// Whether somebody of that standing may write to a topic.
    pub(super) fn admits_to_topic(&self, chat_id: i64, thread: Option<i64>, standing: &Standing) -> bool {
        let Some(chat) = self.chat(chat_id).filter(|chat| chat.is_forum()) else { return true };
        let topic = chat.topics.get(&thread.unwrap_or(GENERAL));
        topic.is_some_and(|topic| !topic.is_closed || standing.has("can_manage_topics"))
    }

    /// The fields of a message in a topic: it answers the one that began the topic, unless it answers another.
    pub(super) fn in_topic(&self, chat_id: i64, mut fields: Map<String, Value>) -> Map<String, Value> {
        let chat = self.chat(chat_id).filter(|chat| chat.is_forum());
        let root = chat.zip(thread(&fields)).and_then(|(chat, thread)| chat.message(thread));
        if let Some(root) = root {
            fields.entry("reply_to_message").or_insert_with(|| root.json.clone());
        }
        fields
    }
}

/// The topic that a message's fields name.
pub(super) fn thread(fields: &Map<String, Value>) -> Option<i64> {
    fields.get("message_thread_id").and_then(Value::as_i64)
}

/// What every message of a topic carries.
fn topic_fields(thread: i64) -> Map<String, Value> {
    match thread {
        GENERAL => Map::new(),
        _ => fields([("message_thread_id", json!(thread)), ("is_topic_message", json!(true))]),
    }
}
