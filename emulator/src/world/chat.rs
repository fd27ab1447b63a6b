//! One chat as Telegram knows it, with all its messages.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tokio::sync::watch;

use super::{Rights, Standing, Topic, invites::Invites, members::first_members};
use crate::journal::{Happening, Journal};

/// A message of a chat, a person's or the bot's.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Message {
    /// `message_id`, unique within its chat.
    pub id: i64,
    /// The chat it stands in.
    pub chat_id: i64,
    /// Whether the bot sent it.
    pub from_bot: bool,
    /// The name shown above it.
    pub author: String,
    /// The text as people see it, after its parse mode and Telegram's trimming; of a photo and the like, the caption.
    pub text: String,
    /// The whole `Message` as the Bot API shows it.
    pub json: Value,
    /// The parameters of the bot's call that sent it, as they came in; null for people's messages.
    /// Here stands what a `Message` does not show: `parse_mode`, `disable_notification`, any `reply_markup`.
    pub sent_with: Value,
    /// Nobody sees it any more.
    pub(crate) is_deleted: bool,
    /// Who reacted, and how: arrays of `ReactionType`.
    pub(crate) reactions: Vec<(i64, Vec<Value>)>,
}

/// The `type` of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChatKind {
    Private,
    Group,
    Supergroup,
    Channel,
}

impl ChatKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Group => "group",
            Self::Supergroup => "supergroup",
            Self::Channel => "channel",
        }
    }

    /// Private chats and basic groups number their messages together, the others each for itself.
    pub(crate) fn has_own_numbers(self) -> bool {
        matches!(self, Self::Supergroup | Self::Channel)
    }

    /// The kind of update that brings a message of such a chat.
    pub(crate) fn update(self, is_edit: bool) -> &'static str {
        match (self == Self::Channel, is_edit) {
            (false, false) => "message",
            (false, true) => "edited_message",
            (true, false) => "channel_post",
            (true, true) => "edited_channel_post",
        }
    }
}

/// A chat and what was said in it.
pub(crate) struct ChatRecord {
    pub(crate) kind: ChatKind,
    /// The `Chat` object.
    pub(crate) json: Value,
    /// Who is, or was, in it.
    pub(crate) members: BTreeMap<i64, Standing>,
    /// What ordinary members may do.
    pub(crate) permissions: Rights,
    pub(crate) description: String,
    pub(crate) invites: Invites,
    /// The person of this private chat deleted their account.
    pub(crate) is_deactivated: bool,
    /// A channel's discussion group, or a discussion group's channel.
    pub(crate) linked: Option<i64>,
    /// Of a forum, by `message_thread_id`.
    pub(crate) topics: BTreeMap<i64, Topic>,
    /// The sizes of its photo.
    pub(crate) photo: Option<Value>,
    /// Channels that may not write here.
    pub(crate) banned_senders: BTreeSet<i64>,
    /// The supergroup that this group is now.
    pub(crate) upgraded_to: Option<i64>,
    pub(crate) last_message_id: i64,
    /// Ids of pinned messages, the latest last.
    pub(crate) pinned: Vec<i64>,
    pub(crate) messages: Vec<Message>,
    /// Which of the messages are the bot's.
    replies: Vec<usize>,
    /// How many messages the bot sent.
    reply_count: watch::Sender<usize>,
    /// How many of the bot's messages the person has read.
    read: usize,
    journal: Journal,
}

impl ChatRecord {
    pub(crate) fn new(kind: ChatKind, json: Value, journal: Journal) -> Self {
        Self {
            kind,
            members: first_members(kind, &json),
            json,
            permissions: Rights::usual_permissions(),
            description: String::new(),
            photo: None,
            invites: Invites::default(),
            is_deactivated: false,
            linked: None,
            topics: BTreeMap::new(),
            banned_senders: BTreeSet::new(),
            upgraded_to: None,
            last_message_id: 0,
            pinned: Vec::new(),
            messages: Vec::new(),
            replies: Vec::new(),
            reply_count: watch::Sender::new(0),
            read: 0,
            journal,
        }
    }

    /// Whether it has a name by which everybody can find it.
    pub(crate) fn is_public(&self) -> bool {
        self.kind != ChatKind::Private && self.username().is_some()
    }

    pub(crate) fn username(&self) -> Option<&str> {
        self.json["username"].as_str()
    }

    /// Adds a message and wakes who waits for the bot's.
    pub(crate) fn add(&mut self, message: Message) {
        let is_reply = message.from_bot;
        self.journal.note(&Happening::Message(message.shown()));
        self.messages.push(message);
        if is_reply {
            self.replies.push(self.messages.len() - 1);
            self.reply_count.send_replace(self.replies.len());
        }
    }

    /// The messages that were not deleted.
    pub(crate) fn present(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter().filter(|message| !message.is_deleted)
    }

    pub(crate) fn message(&self, id: i64) -> Option<&Message> {
        self.messages.iter().rfind(|message| message.id == id && !message.is_deleted)
    }

    pub(crate) fn message_mut(&mut self, id: i64) -> Option<&mut Message> {
        self.messages.iter_mut().rfind(|message| message.id == id && !message.is_deleted)
    }

    /// The bot's messages, in order.
    pub(crate) fn replies(&self) -> impl Iterator<Item = &Message> {
        self.replies.iter().map(|place| &self.messages[*place])
    }

    /// The next of the bot's messages that was not read yet.
    pub(crate) fn read_next(&mut self) -> Option<Message> {
        let place = *self.replies.get(self.read)?;
        self.read += 1;
        Some(self.messages[place].clone())
    }

    /// Follows the number of the bot's messages.
    pub(crate) fn watch(&self) -> watch::Receiver<usize> {
        self.reply_count.subscribe()
    }
}
