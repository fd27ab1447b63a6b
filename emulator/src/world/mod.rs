//! Telegram's side of the wire: chats, people, messages, the update queue. Knows no HTTP.

mod allowed;
mod chat;
mod commands;
mod entities;
mod membership;
mod queue;
mod sending;
mod text;

use std::collections::HashMap;

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::refusal::Refusal;

pub use chat::Message;
pub(crate) use chat::{ChatKind, ChatRecord};
pub(crate) use commands::{CommandMenus, MenuKey};
pub(crate) use entities::over as entity_over;
pub(crate) use queue::UpdateQueue;
pub(crate) use sending::{Author, Letter, Reply};
pub(crate) use text::{clean, utf16_len};

/// The bot's token: always the same, so that a bot's store finds its bot again.
pub(crate) const TOKEN: &str = "123456789:AAPouchEmulatorTokenForLoopbackOnly";
/// The bot's user name, which `/command@name` must give.
pub(crate) const BOT_USERNAME: &str = "pouch_emulator_bot";
const BOT_ID: i64 = 123_456_789;
const FIRST_PERSON: i64 = 1001;
const FIRST_GROUP: i64 = -4001;
const FIRST_SUPERGROUP: i64 = -1_002_000_000_001;

/// Everything that Telegram would know.
pub(crate) struct World {
    pub(crate) queue: UpdateQueue,
    pub(crate) menus: CommandMenus,
    chats: HashMap<i64, ChatRecord>,
    people: HashMap<i64, Value>,
    next_person: i64,
    next_group: i64,
    next_supergroup: i64,
    /// The last message id of private chats and basic groups, which share their numbers.
    last_message_id: i64,
    /// Chat and place of each of the bot's messages, in the order they were sent.
    said: Vec<(i64, usize)>,
    said_count: watch::Sender<usize>,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            queue: UpdateQueue::new(),
            menus: CommandMenus::default(),
            chats: HashMap::new(),
            people: HashMap::new(),
            next_person: FIRST_PERSON,
            next_group: FIRST_GROUP,
            next_supergroup: FIRST_SUPERGROUP,
            last_message_id: 0,
            said: Vec::new(),
            said_count: watch::Sender::new(0),
        }
    }

    /// A new person, and their private chat with the bot.
    pub(crate) fn add_person(&mut self, first_name: &str) -> i64 {
        let id = self.next_person;
        self.next_person += 1;
        let person = json!({ "id": id, "is_bot": false, "first_name": first_name, "language_code": "en" });
        self.people.insert(id, person);
        let chat = json!({ "id": id, "type": "private", "first_name": first_name });
        self.chats.insert(id, ChatRecord::new(ChatKind::Private, chat));
        id
    }

    /// A new chat of several people, with the bot in it.
    pub(crate) fn add_chat(&mut self, kind: ChatKind, title: &str) -> i64 {
        let next = if kind.has_own_numbers() { &mut self.next_supergroup } else { &mut self.next_group };
        let id = *next;
        *next -= 1;
        let chat = json!({ "id": id, "type": kind.name(), "title": title });
        self.chats.insert(id, ChatRecord::new(kind, chat));
        id
    }

    pub(crate) fn chat(&self, id: i64) -> Option<&ChatRecord> {
        self.chats.get(&id)
    }

    pub(crate) fn chat_mut(&mut self, id: i64) -> Option<&mut ChatRecord> {
        self.chats.get_mut(&id)
    }

    /// A chat that the bot may write to.
    pub(crate) fn open_chat(&self, id: i64) -> Result<&ChatRecord, Refusal> {
        let chat = self.chat(id).ok_or_else(|| Refusal::bad_request("chat not found"))?;
        chat.admit_bot().map(|()| chat)
    }

    /// The bot's message number `index` of all chats, counted from 0.
    pub(crate) fn said(&self, index: usize) -> Option<Message> {
        let (chat_id, place) = *self.said.get(index)?;
        self.chat(chat_id)?.messages.get(place).cloned()
    }

    /// Follows the number of all the bot's messages.
    pub(crate) fn said_count(&self) -> watch::Receiver<usize> {
        self.said_count.subscribe()
    }
}

/// The bot as a `User`.
pub(crate) fn bot() -> Value {
    json!({ "id": BOT_ID, "is_bot": true, "first_name": "Pouch Emulator", "username": BOT_USERNAME })
}

/// Whole seconds since 1970, as all of Telegram's dates.
fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |time| time.as_secs())
}
