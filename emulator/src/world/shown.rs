//! What people see of the world.

use serde_json::{Value, json};

use super::{BOT_ID, ChatRecord, Message, World};
use crate::journal::Happening;

impl World {
    /// All people as `User` objects, in the order of their ids.
    pub(crate) fn people(&self) -> Vec<&Value> {
        let mut people: Vec<_> = self.people.iter().collect();
        people.sort_unstable_by_key(|(id, _)| **id);
        people.into_iter().map(|(_, person)| person).collect()
    }

    /// A person's `User` object.
    pub(crate) fn person(&self, id: i64) -> Option<&Value> {
        self.people.get(&id)
    }

    /// A chat as people see it in their lists.
    pub(crate) fn shown_chat(&self, id: i64) -> Option<Value> {
        self.chat(id).map(ChatRecord::shown)
    }

    /// All chats; private ones first.
    pub(crate) fn shown_chats(&self) -> Vec<Value> {
        let mut ids: Vec<_> = self.chats.keys().copied().collect();
        ids.sort_unstable_by_key(|id| (*id < 0, id.unsigned_abs()));
        ids.into_iter().filter_map(|id| self.shown_chat(id)).collect()
    }

    /// Lets people see that a chat is another now.
    pub(super) fn note_chat(&self, chat_id: i64) {
        if let Some(shown) = self.shown_chat(chat_id) {
            self.journal.note(&Happening::Chat(shown));
        }
    }

    /// The first messages after an id, or the latest of all; at most `limit`. `None` without such a chat.
    pub(crate) fn shown_messages(
        &self,
        chat_id: i64,
        after: Option<i64>,
        limit: usize,
    ) -> Option<Vec<Value>> {
        let messages: Vec<_> = self.chat(chat_id)?.present().collect();
        let place = match after {
            Some(id) => messages.partition_point(|message| message.id <= id),
            None => messages.len().saturating_sub(limit),
        };
        Some(messages[place..].iter().take(limit).map(|message| message.shown()).collect())
    }
}

impl ChatRecord {
    /// The `Chat` object; whether the bot was thrown out or blocked; a forum's topics; which supergroup this group is now;
    /// ids of pinned messages; who asks to be let in; who left or was removed. Everybody else may come in without a word.
    pub(crate) fn shown(&self) -> Value {
        let mut chat = self.json.clone();
        chat["is_bot_out"] = json!(self.is_bot_out());
        if self.is_forum() {
            chat["topics"] = self.topics.iter().map(|(thread, topic)| topic.listed(*thread)).collect();
        }
        if let Some(new) = self.upgraded_to {
            chat["upgraded_to"] = json!(new);
        }
        chat["pinned"] = json!(self.pinned);
        chat["asking"] = self.invites.requests.keys().map(|id| json!(id)).collect();
        let gone = self.members.iter().filter(|(id, standing)| **id != BOT_ID && !standing.is_in());
        chat["gone"] = gone.map(|(id, _)| json!(id)).collect();
        chat
    }
}

impl Message {
    /// The `Message` object with `reactions` (an array of `ReactionCount`), and with whatever `reply_markup` the bot gave it: to a bot, only inline keyboards show.
    pub(crate) fn shown(&self) -> Value {
        let mut message = self.json.clone();
        if !self.reactions.is_empty() {
            message["reactions"] = self.reaction_counts();
        }
        let markup = match &self.sent_with["reply_markup"] {
            Value::String(text) => serde_json::from_str(text).unwrap_or_default(),
            given => given.clone(),
        };
        if markup.is_object() && message.get("reply_markup").is_none() && !self.is_edited() {
            message["reply_markup"] = markup;
        }
        message
    }

    /// What a message was sent with does not show any more once it was edited.
    fn is_edited(&self) -> bool {
        self.json.get("edit_date").is_some()
    }
}
