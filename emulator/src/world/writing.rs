//! Who may write what where, and in whose name.

use serde_json::{Map, Value, json};

use super::{
    Author, BOT_ID, ChatKind, Letter, Standing, World, permitted::needed, service::fields, topics::thread,
};

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
        let chat = self.chat(letter.chat_id).ok_or(Barred::NOWHERE)?;
        if chat.upgraded_to.is_some() && !letter.is_late {
            return Err(Barred(
                "this is a group that was upgraded: write to the supergroup, or use `Draft::late`",
            ));
        }
        match letter.author {
            Author::Chat(sender) if chat.banned_senders.contains(&sender) => {
                Err(Barred("this channel may not write here"))
            }
            Author::Chat(_) => Ok(()),
            Author::Person(person) if chat.kind == ChatKind::Private => {
                self.open_private(person, letter.chat_id)
            }
            Author::Person(person) => {
                self.take_in(person, letter.chat_id)?;
                self.admit_member(person, letter)
            }
        }
    }

    /// Who writes to the bot has opened the chat with it.
    fn open_private(&mut self, person: i64, chat_id: i64) -> Result<(), Barred> {
        let chat = self.chat_mut(chat_id).filter(|chat| person == chat_id && !chat.is_deactivated);
        let chat =
            chat.ok_or(Barred("nobody writes in another one's private chat, or without an account"))?;
        chat.members.entry(BOT_ID).and_modify(|bot| *bot = bot.clone().opened());
        Ok(())
    }

    fn take_in(&mut self, person: i64, chat_id: i64) -> Result<(), Barred> {
        let chat = self.chat_mut(chat_id).ok_or(Barred::NOWHERE)?;
        chat.members.entry(person).or_insert_with(|| match chat.kind {
            ChatKind::Channel => Standing::administrator(&["can_post_messages"]),
            _ => Standing::member(),
        });
        Ok(())
    }

    fn admit_member(&self, person: i64, letter: &Letter) -> Result<(), Barred> {
        let chat = self.chat(letter.chat_id).ok_or(Barred::NOWHERE)?;
        let standing = self.standing(letter.chat_id, person);
        let may_write = match chat.kind {
            // Whoever posts in a channel posts as the channel.
            ChatKind::Channel => standing.has("can_post_messages"),
            _ => standing.may(needed(&letter.fields).0, &chat.permissions),
        };
        if !standing.is_in() {
            Err(Barred("this person left or was banned: let them join first"))
        } else if !may_write {
            Err(Barred("this person may not write here"))
        } else if !self.admits_to_topic(letter.chat_id, thread(&letter.fields), &standing) {
            Err(Barred("this topic is closed, or does not exist"))
        } else {
            Ok(())
        }
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
