//! Who may write what where, and in whose name.

use serde_json::{Map, Value, json};

use super::{Author, ChatKind, Letter, Standing, World, service::fields, topics::thread};

/// Why somebody cannot write; said by the test that lets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Barred(pub(crate) &'static str);

impl Barred {
    pub(super) const NOWHERE: Self = Self("the chat is not this emulator's");
}

impl std::fmt::Display for Barred {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl World {
    /// Lets somebody write, or says why not. Who was never in a chat is taken in without a word.
    pub(super) fn admit_writer(&mut self, letter: &Letter) -> Result<(), Barred> {
        let now = self.clock.now();
        let chat = self.chat_mut(letter.chat_id).ok_or(Barred::NOWHERE)?;
        if chat.upgraded_to.is_some() && !letter.is_late {
            return Err(Barred(
                "this is a group that was upgraded: write to the supergroup, or use `Draft::late`",
            ));
        }
        let person = match letter.author {
            Author::Person(person) => person,
            Author::Chat(sender) if chat.banned_senders.contains(&sender) => {
                return Err(Barred("this channel may not write here"));
            }
            Author::Chat(_) => return Ok(()),
        };
        let newcomer = || match chat.kind {
            ChatKind::Channel => Standing::administrator(&["can_post_messages"]),
            _ => Standing::member(),
        };
        let standing = chat.members.entry(person).or_insert_with(newcomer).at(now);
        let may_write = match chat.kind {
            ChatKind::Private => person == letter.chat_id,
            ChatKind::Channel => standing.has("can_post_messages"),
            ChatKind::Group | ChatKind::Supergroup if !standing.is_in() => {
                return Err(Barred("this person left or was banned: let them join first"));
            }
            ChatKind::Group | ChatKind::Supergroup => standing.may("can_send_messages", &chat.permissions),
        };
        if !self.admits_to_topic(letter.chat_id, thread(&letter.fields), &standing) {
            return Err(Barred("this topic is closed, or does not exist"));
        }
        if may_write { Ok(()) } else { Err(Barred("this person may not write here")) }
    }

    /// `from` and `sender_chat` of a message.
    pub(super) fn origin(&self, author: Author, chat_id: i64) -> Map<String, Value> {
        let is_channel = self.chat(chat_id).is_some_and(|chat| chat.kind == ChatKind::Channel);
        match author {
            Author::Person(person) if is_channel || self.standing(chat_id, person).is_anonymous() => {
                self.chat_origin(chat_id, chat_id, self.standing(chat_id, person).title)
            }
            Author::Person(person) => fields([("from", self.user(person).unwrap_or_default())]),
            Author::Chat(sender) => self.chat_origin(sender, chat_id, None),
        }
    }

    fn chat_origin(&self, sender: i64, chat_id: i64, signature: Option<String>) -> Map<String, Value> {
        let shown = self.chat(sender).map(|chat| chat.json.clone());
        let mut origin = fields([("sender_chat", shown.unwrap_or_default())]);
        if let Some(stand_in) = self.stand_in(sender, chat_id) {
            origin.insert("from".to_owned(), stand_in);
        }
        if let Some(signature) = signature {
            origin.insert("author_signature".to_owned(), json!(signature));
        }
        origin
    }

    /// The user that Telegram names in `from` when a chat writes; none writes a channel's own posts.
    fn stand_in(&self, sender: i64, chat_id: i64) -> Option<Value> {
        match self.chat(chat_id)?.kind {
            ChatKind::Channel => None,
            _ if sender == chat_id => Some(anonymous_admin()),
            _ => Some(channel_bot()),
        }
    }
}

/// The user in whose name anonymous admins write.
pub(super) fn anonymous_admin() -> Value {
    json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" })
}

/// The user in whose name channels write in groups.
fn channel_bot() -> Value {
    json!({ "id": 136_817_688, "is_bot": true, "first_name": "Channel", "username": "Channel_Bot" })
}
