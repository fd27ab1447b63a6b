//! Telegram's side of the wire: chats, people, messages, the update queue. Knows no HTTP.

mod access;
mod allowed;
mod chat;
mod clock;
mod commands;
mod entities;
mod membership;
mod presses;
mod queue;
mod sending;
mod service;
mod shown;
mod text;
mod upgrade;

use std::collections::HashMap;

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::journal::{Happening, Journal};

pub(crate) use access::Access;
pub use chat::Message;
pub(crate) use chat::{ChatKind, ChatRecord};
use clock::Clock;
pub(crate) use commands::{CommandMenus, MenuKey};
pub(crate) use entities::over as entity_over;
pub use presses::PressAnswer;
use presses::Presses;
pub(crate) use queue::UpdateQueue;
pub(crate) use sending::{Author, Letter, Reply};
pub(crate) use text::{clean, utf16_len};
pub use upgrade::MigrationNotice;

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
    pub(crate) clock: Clock,
    pub(crate) presses: Presses,
    /// Where everything that people see is noted.
    pub(crate) journal: Journal,
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
        let clock = Clock::default();
        Self {
            queue: UpdateQueue::new(),
            menus: CommandMenus::default(),
            presses: Presses::new(clock.now()),
            clock,
            journal: Journal::default(),
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
        self.journal.note(&Happening::Person(person.clone()));
        self.people.insert(id, person);
        let chat = json!({ "id": id, "type": "private", "first_name": first_name });
        self.add_record(id, ChatKind::Private, chat);
        id
    }

    /// A new chat of several people, with the bot in it.
    pub(crate) fn add_chat(&mut self, kind: ChatKind, title: &str) -> i64 {
        let next = if kind.has_own_numbers() { &mut self.next_supergroup } else { &mut self.next_group };
        let id = *next;
        *next -= 1;
        let chat = json!({ "id": id, "type": kind.name(), "title": title });
        self.add_record(id, kind, chat);
        id
    }

    /// The chat with this public name, without `@`, in any letter case.
    pub(crate) fn named(&self, name: &str) -> Option<i64> {
        let mut chats = self.chats.iter();
        let has_name = |chat: &ChatRecord| {
            chat.json["username"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(name))
        };
        chats.find(|(_, chat)| chat.kind != ChatKind::Private && has_name(chat)).map(|(id, _)| *id)
    }

    fn add_record(&mut self, id: i64, kind: ChatKind, chat: Value) {
        let record = ChatRecord::new(kind, chat, self.journal.clone());
        self.journal.note(&Happening::Chat(record.shown()));
        self.chats.insert(id, record);
    }

    pub(crate) fn chat(&self, id: i64) -> Option<&ChatRecord> {
        self.chats.get(&id)
    }

    pub(crate) fn chat_mut(&mut self, id: i64) -> Option<&mut ChatRecord> {
        self.chats.get_mut(&id)
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
