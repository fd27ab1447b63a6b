//! Telegram's side of the wire: chats, people, messages, the update queue. Knows no HTTP.

mod access;
mod allowed;
mod business;
mod chance;
mod chat;
mod clock;
mod commands;
mod content;
mod discussion;
mod editing;
mod file_ids;
mod files;
mod full;
mod games;
mod inline;
mod invites;
mod keyboards;
mod media;
mod members;
mod origin;
mod payments;
mod people;
mod permitted;
mod pins;
mod polls;
mod presses;
mod privacy;
mod queue;
mod reactions;
mod sending;
mod service;
mod sharing;
mod showcase;
mod shown;
mod sticker_sets;
mod topics;
mod upgrade;
mod webhook;
mod writing;

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use tokio::sync::watch;

use crate::journal::{Happening, Journal};
pub(crate) use pouch_formatting::{clean, utf16_len};

pub(crate) use access::Access;
pub(crate) use chance::Chance;
pub use chat::Message;
pub(crate) use chat::{ChatKind, ChatRecord};
use clock::Clock;
pub(crate) use commands::{CommandMenus, MenuKey};
pub(crate) use content::Content;
pub(crate) use editing::Rewrite;
use files::Files;
use games::Scores;
pub use inline::InlineAnswer;
pub(crate) use inline::{InlineQueries, Pick};
pub use invites::Followed;
pub(crate) use invites::LinkTerms;
pub(crate) use keyboards::{Keyboards, Markup};
pub(crate) use media::{MediaKind, Upload};
pub use members::Standing;
pub(crate) use members::{Change, Rank, Rights};
pub(crate) use origin::origin;
pub use payments::PaymentOutcome;
pub(crate) use payments::{InvoicePlace, InvoiceTerms, Till};
pub use people::Profile;
pub(crate) use people::bot;
use polls::PollRecord;
pub(crate) use polls::usual_poll;
pub use presses::PressAnswer;
pub(crate) use presses::Pressable;
use presses::Presses;
pub(crate) use queue::UpdateQueue;
pub(crate) use reactions::EMOJI as REACTION_EMOJI;
pub(crate) use sending::{Author, Letter, Reply};
pub(crate) use showcase::{AskedRights, Blurb, Showcase};
use sticker_sets::StickerSets;
pub(crate) use sticker_sets::{StickerSet, find as find_sticker};
pub(crate) use topics::{GENERAL, Topic, TopicChange, USUAL_COLOUR};
pub use upgrade::MigrationNotice;
pub(crate) use webhook::{BadUrl, Delivery, LocalUrl, Webhook};
pub(crate) use writing::Barred;

/// The bot's token: always the same, so that a bot's store finds its bot again.
pub(crate) const TOKEN: &str = "123456789:AAPouchEmulatorTokenForLoopbackOnly";
/// The bot's user name, which `/command@name` must give.
pub(crate) const BOT_USERNAME: &str = "pouch_emulator_bot";
pub(crate) const BOT_ID: i64 = 123_456_789;
const FIRST_PERSON: i64 = 1001;
const FIRST_GROUP: i64 = -4001;
const FIRST_SUPERGROUP: i64 = -1_002_000_000_001;

/// How many chats of a kind are taken for an emulator's.
const MOST_CHATS: i64 = 10_000;

/// Whether a chat id is one of an emulator's.
pub(crate) fn gives_chat_id(id: i64) -> bool {
    let is_person = (FIRST_PERSON..FIRST_PERSON + MOST_CHATS).contains(&id);
    let is_chat = |first: i64| (first - MOST_CHATS + 1..=first).contains(&id);
    is_person || is_chat(FIRST_GROUP) || is_chat(FIRST_SUPERGROUP)
}

/// Everything that Telegram would know.
pub(crate) struct World {
    pub(crate) queue: UpdateQueue,
    pub(crate) webhook: webhook::WebhookPost,
    pub(crate) menus: CommandMenus,
    pub(crate) showcase: Showcase,
    pub(crate) clock: Clock,
    pub(crate) presses: Presses,
    pub(crate) inline: InlineQueries,
    pub(crate) till: Till,
    /// Where everything that people see is noted.
    pub(crate) journal: Journal,
    pub(crate) keyboards: Keyboards,
    pub(crate) files: Files,
    polls: HashMap<String, PollRecord>,
    pub(crate) chance: Chance,
    /// How many albums were sent.
    albums: u64,
    pub(crate) sticker_sets: StickerSets,
    /// How many custom emoji the bot has made.
    pub(crate) custom_emoji: u64,
    /// Who has reached how much in games.
    pub(crate) scores: Scores,
    /// `BusinessConnection`s, by id.
    businesses: BTreeMap<String, Value>,
    /// Chat and message behind each `inline_message_id`.
    pub(crate) inline_messages: HashMap<String, (i64, i64)>,
    chats: HashMap<i64, ChatRecord>,
    people: HashMap<i64, Value>,
    /// Privacy mode: in groups the bot sees only what concerns it.
    pub(crate) is_private: bool,
    /// How many invite links were made.
    link_count: u64,
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
            webhook: webhook::WebhookPost::default(),
            menus: CommandMenus::default(),
            showcase: Showcase::default(),
            presses: Presses::new(clock.now()),
            inline: InlineQueries::new(clock.now()),
            till: Till::new(clock.now()),
            clock,
            journal: Journal::default(),
            keyboards: Keyboards::default(),
            files: Files::default(),
            polls: HashMap::new(),
            chance: Chance::default(),
            albums: 0,
            sticker_sets: StickerSets::new(),
            custom_emoji: 0,
            scores: Scores::default(),
            businesses: BTreeMap::new(),
            inline_messages: HashMap::new(),
            chats: HashMap::new(),
            people: HashMap::new(),
            is_private: false,
            link_count: 0,
            next_person: FIRST_PERSON,
            next_group: FIRST_GROUP,
            next_supergroup: FIRST_SUPERGROUP,
            last_message_id: 0,
            said: Vec::new(),
            said_count: watch::Sender::new(0),
        }
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

    /// A new `media_group_id`.
    pub(crate) fn begin_album(&mut self) -> String {
        self.albums += 1;
        (13_000_000_000_000_000 + self.albums).to_string()
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
