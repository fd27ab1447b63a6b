//! What routing needs to know of an update, read from its JSON without building teloxide-core's types.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::command::{Command, Entity};
use super::kind::{Kind, is_known};
use super::migration::{Migration, MigrationSource};
use super::part::{Part, Parts};
use super::press::{Press, QueryFields};
use crate::chats::Chats;

/// Ids that Telegram writes as the sender for everybody who speaks as a chat, anonymously or by forward:
/// "Group", "Channel" and "Telegram". They are no person.
const SHARED_SENDERS: [i64; 3] = [1_087_968_824, 136_817_688, 777_000];

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// A person, or another bot.
    User(i64),
    /// A chat: an anonymous admin, a channel, an automatic forward.
    Chat(i64),
}

/// Where an answer goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// The chat.
    pub(crate) chat: i64,
    /// The message that is answered, if it is one that brought the update.
    pub(crate) message: Option<i64>,
    /// The message is in the group that became this supergroup.
    pub(crate) is_left_behind: bool,
    /// The forum topic.
    pub(crate) thread: Option<i64>,
    /// The business connection on whose behalf the bot answers.
    pub(crate) business: Option<String>,
    /// The topic of a channel's direct messages.
    pub(crate) direct_topic: Option<i64>,
}

/// What routing needs to know of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) kind: Kind,
    pub(crate) address: Option<Address>,
    pub(crate) speaker: Option<Speaker>,
    /// The text or the caption.
    pub(crate) text: Option<String>,
    pub(crate) command: Option<Command>,
    /// The button that was pressed. Address and text are those of the message that it is under.
    pub(crate) press: Option<Press>,
    /// The move of which the message tells.
    pub(crate) migration: Option<Migration>,
}

impl Facts {
    /// Those of a move itself, which may be known without any update.
    pub(super) fn of_migration(migration: Migration) -> Facts {
        let address = Address { chat: migration.new.0, ..Address::default() };
        Facts { address: Some(address), migration: Some(migration), ..Facts::of_other(Kind::Migration) }
    }

    /// Those of the bot's start or stop.
    pub(super) fn of_course() -> Facts {
        Facts::of_other(Kind::Course)
    }

    /// Those of a reply to that chat that was refused; 0 is none. A private chat has the id of its person.
    pub(super) fn of_refusal(chat: i64) -> Facts {
        let address = (chat != 0).then(|| Address { chat, ..Address::default() });
        let speaker = (chat > 0).then_some(Speaker::User(chat));
        Facts { address, speaker, ..Facts::of_other(Kind::Refusal) }
    }

    /// Those of a moment that was waited for at that place, for that person or chat.
    pub(super) fn of_timer(address: Address, speaker: Option<i64>) -> Facts {
        let speaker = speaker.map(|id| if id > 0 { Speaker::User(id) } else { Speaker::Chat(id) });
        Facts { address: Some(address), speaker, ..Facts::of_other(Kind::Timer) }
    }

    /// Makes former ids of chats those that the chats have now.
    pub(crate) fn follow(&mut self, chats: &Chats) {
        if let Some(address) = &mut self.address {
            let chat = chats.current(address.chat);
            address.is_left_behind = chat != address.chat;
            address.chat = chat;
        }
        if let Some(Speaker::Chat(id)) = &mut self.speaker {
            *id = chats.current(*id);
        }
    }

    /// The owner of the speaker's user record; none for a channel post.
    pub(crate) fn user_owner(&self) -> Option<i64> {
        let (Speaker::User(id) | Speaker::Chat(id)) = self.speaker?;
        self.kind.parts().has(Part::UserRecord).then_some(id)
    }

    /// The text behind the command.
    pub(crate) fn text_behind_command(&self) -> &str {
        let text = self.text.as_deref().unwrap_or_default();
        let start = self.command.as_ref().map_or(text.len(), |command| command.rest);
        text.get(start..).unwrap_or_default()
    }

    /// The lane of answers that name no chat: that of the chat, else of who speaks, else the one of all others.
    pub(crate) fn lane(&self) -> i64 {
        let chat = self.address.as_ref().map(|address| address.chat);
        let speaker = self.speaker.map(|(Speaker::User(id) | Speaker::Chat(id))| id);
        chat.or(speaker).unwrap_or_default()
    }

    /// The parts that are certain without building teloxide-core's types.
    pub(crate) fn parts(&self) -> Parts {
        let user = self.user_owner().is_some();
        let chat = self.address.is_some();
        let topic = self.address.as_ref().is_some_and(|address| address.thread.is_some());
        Parts::NONE
            .with_if(Part::Text, self.text.is_some())
            .with_if(Part::UserRecord, user)
            .with_if(Part::ChatRecord, chat)
            .with_if(Part::MemberRecord, user && chat)
            .with_if(Part::TopicRecord, topic)
            .with_if(Part::Raw, !self.kind.name().is_empty())
            .with_if(Part::Migration, self.kind == Kind::Migration)
    }

    /// Reads the id and the facts of an update from its JSON: of the most common kinds at once, in one go.
    pub(super) fn read(raw: &str) -> serde_json::Result<(i64, Facts)> {
        let fields: UpdateFields<'_> = serde_json::from_str(raw)?;
        let (kind, message) = match fields {
            UpdateFields { message: Some(message), .. } => (Kind::Message, message),
            UpdateFields { channel_post: Some(post), .. } => (Kind::ChannelPost, post),
            UpdateFields { business_message: Some(message), .. } => (Kind::BusinessMessage, message),
            UpdateFields { callback_query: Some(query), .. } => {
                return Ok((fields.update_id, Facts::of_query(query)?));
            }
            _ => return Ok((fields.update_id, Facts::of_rarer(raw)?)),
        };
        Ok((fields.update_id, Facts::of_message(kind, message)))
    }

    /// Of an unknown kind nothing more is read than its name.
    fn of_rarer(raw: &str) -> serde_json::Result<Facts> {
        let (name, body) = other_kind(raw)?;
        let kind = Kind::Other(name);
        let Some(body) = body.filter(|_| is_known(kind.name())) else {
            return Ok(Facts::of_other(kind));
        };
        if kind.parts().has(Part::Message) {
            // An edited message brings no new command, and no news of a move.
            let facts = Facts::of_message(kind, serde_json::from_str(body.get())?);
            Ok(Facts { command: None, migration: None, ..facts })
        } else {
            let fields: OtherFields = serde_json::from_str(body.get())?;
            Ok(Facts {
                speaker: fields.speaker(&kind),
                address: fields.address(&kind),
                ..Facts::of_other(kind)
            })
        }
    }

    fn of_other(kind: Kind) -> Facts {
        Facts { kind, address: None, speaker: None, text: None, command: None, press: None, migration: None }
    }

    /// The presser speaks, in the chat of the message, whoever wrote that. Its text is no command.
    fn of_query(raw: &RawValue) -> serde_json::Result<Facts> {
        let query: QueryFields<'_> = serde_json::from_str(raw.get())?;
        let message: Option<MessageFields<'_>> =
            query.message.map(|message| serde_json::from_str(message.get())).transpose()?;
        let speaker = Some(Speaker::User(query.presser()));
        let chat = message.as_ref().map(|message| (message.chat.id, message.holds_text()));
        let address = message.as_ref().map(MessageFields::address);
        let text = message.and_then(|message| message.text.or(message.caption));
        let press = Some(query.into_press(chat));
        Ok(Facts { address, speaker, text, press, ..Facts::of_other(Kind::CallbackQuery) })
    }

    fn of_message(kind: Kind, message: MessageFields<'_>) -> Facts {
        // A channel speaks for itself, whoever wrote the post.
        let is_post = !kind.parts().has(Part::UserRecord);
        let speaker = if is_post { Some(Speaker::Chat(message.chat.id)) } else { message.speaker() };
        let (address, migration) = (message.address(), message.migration());
        let (text, entities) = match message.text {
            Some(text) => (Some(text), message.entities),
            None => (message.caption, message.caption_entities),
        };
        let command = text.as_deref().and_then(|text| Command::find(text, &entities.unwrap_or_default()));
        Facts { kind, address: Some(address), speaker, text, command, press: None, migration }
    }
}

/// The name of an update's kind, which is the key beside `update_id`, and what stands under it.
fn other_kind(raw: &str) -> serde_json::Result<(String, Option<&RawValue>)> {
    let mut fields: BTreeMap<String, Option<&RawValue>> = serde_json::from_str(raw)?;
    fields.remove("update_id");
    let known = fields.iter().find(|(key, body)| body.is_some() && is_known(key));
    let kind = known.or_else(|| fields.iter().next());
    Ok(kind.map(|(key, body)| (key.clone(), *body)).unwrap_or_default())
}

#[derive(Deserialize)]
struct UpdateFields<'a> {
    update_id: i64,
    #[serde(borrow)]
    message: Option<MessageFields<'a>>,
    #[serde(borrow)]
    channel_post: Option<MessageFields<'a>>,
    #[serde(borrow)]
    business_message: Option<MessageFields<'a>>,
    #[serde(borrow)]
    callback_query: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct MessageFields<'a> {
    message_id: i64,
    /// 0 for a message that the bot can't see any more.
    date: Option<i64>,
    chat: Identified,
    from: Option<Identified>,
    sender_chat: Option<Identified>,
    text: Option<String>,
    #[serde(borrow)]
    entities: Option<Vec<Entity<'a>>>,
    caption: Option<String>,
    #[serde(borrow)]
    caption_entities: Option<Vec<Entity<'a>>>,
    message_thread_id: Option<i64>,
    is_topic_message: Option<bool>,
    business_connection_id: Option<String>,
    direct_messages_topic: Option<DirectMessagesTopic>,
    migrate_to_chat_id: Option<i64>,
    migrate_from_chat_id: Option<i64>,
}

/// The fields of all kinds that are no messages, as far as they say who speaks, and where.
#[derive(Deserialize)]
struct OtherFields {
    chat: Option<Identified>,
    #[serde(alias = "user")]
    from: Option<Identified>,
    #[serde(alias = "voter_chat")]
    actor_chat: Option<Identified>,
    message_id: Option<i64>,
    business_connection_id: Option<String>,
}

#[derive(Deserialize)]
struct Identified {
    id: i64,
}

#[derive(Deserialize)]
struct DirectMessagesTopic {
    topic_id: i64,
}

impl Speaker {
    /// The chat on whose behalf somebody acts, else the person.
    fn of(chat: Option<&Identified>, user: Option<&Identified>) -> Option<Speaker> {
        match (chat, user) {
            (Some(chat), _) => Some(Speaker::Chat(chat.id)),
            (None, Some(user)) if SHARED_SENDERS.contains(&user.id) => None,
            (None, Some(user)) => Some(Speaker::User(user.id)),
            (None, None) => None,
        }
    }
}

impl OtherFields {
    fn speaker(&self, kind: &Kind) -> Option<Speaker> {
        let speaker = Speaker::of(self.actor_chat.as_ref(), self.from.as_ref());
        speaker.filter(|_| kind.parts().has(Part::Sender))
    }

    fn address(self, kind: &Kind) -> Option<Address> {
        let (message, business) = (self.message_id, self.business_connection_id);
        self.chat.filter(|_| kind.parts().has(Part::Chat)).map(|chat| Address {
            chat: chat.id,
            message,
            business,
            ..Address::default()
        })
    }
}

impl MessageFields<'_> {
    fn speaker(&self) -> Option<Speaker> {
        Speaker::of(self.sender_chat.as_ref(), self.from.as_ref())
    }

    /// Whether it is a text, as opposed to media with a caption; of a message that can't be seen any more, it may be.
    fn holds_text(&self) -> bool {
        self.text.is_some() || self.date.is_none_or(|date| date == 0)
    }

    /// The move of which a service message tells.
    fn migration(&self) -> Option<Migration> {
        match (self.migrate_to_chat_id, self.migrate_from_chat_id) {
            (Some(new), _) => Some(Migration::new(self.chat.id, new, MigrationSource::OldGroup)),
            (None, Some(old)) => Some(Migration::new(old, self.chat.id, MigrationSource::NewSupergroup)),
            (None, None) => None,
        }
    }

    fn address(&self) -> Address {
        Address {
            chat: self.chat.id,
            message: Some(self.message_id),
            is_left_behind: false,
            // In groups without topics the field names a thread of replies, which can't be answered into.
            thread: self.message_thread_id.filter(|_| self.is_topic_message == Some(true)),
            business: self.business_connection_id.clone(),
            direct_topic: self.direct_messages_topic.as_ref().map(|topic| topic.topic_id),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::press::Place;
    use super::*;

    fn facts(update: &Value) -> serde_json::Result<Facts> {
        Facts::read(&update.to_string()).map(|(_, facts)| facts)
    }

    fn message(more: &Value) -> Facts {
        let mut message = json!({"message_id": 7, "date": 0, "chat": {"id": -5, "type": "group"}});
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        facts(&json!({"update_id": 1, "message": message})).unwrap()
    }

    #[test]
    fn a_person_speaks_for_themselves() {
        let facts = message(&json!({"from": {"id": 42}, "text": "hi"}));
        assert_eq!(facts.speaker, Some(Speaker::User(42)));
        assert_eq!(facts.user_owner(), Some(42));
        assert!(facts.parts().has(Part::MemberRecord));
    }

    #[test]
    fn who_speaks_as_a_chat_is_that_chat_and_never_the_shared_id() {
        for shared in SHARED_SENDERS {
            let facts = message(&json!({"from": {"id": shared}, "sender_chat": {"id": -9}}));
            assert_eq!(facts.user_owner(), Some(-9));
            assert_eq!(message(&json!({"from": {"id": shared}})).user_owner(), None);
        }
    }

    #[test]
    fn a_channel_post_has_a_speaker_but_no_user_record() {
        let post = json!({"message_id": 1, "chat": {"id": -100}, "sender_chat": {"id": -100}});
        let facts = facts(&json!({"update_id": 1, "channel_post": post})).unwrap();
        assert_eq!(facts.speaker, Some(Speaker::Chat(-100)));
        assert_eq!(facts.user_owner(), None);
    }

    #[test]
    fn a_thread_counts_only_as_a_forum_topic() {
        let thread = message(&json!({"message_thread_id": 3}));
        assert_eq!(thread.address.unwrap().thread, None);
        let topic = message(&json!({"message_thread_id": 3, "is_topic_message": true}));
        assert_eq!(topic.address.unwrap().thread, Some(3));
    }

    #[test]
    fn a_caption_counts_as_text() {
        let entity = json!({"type": "bot_command", "offset": 0, "length": 4});
        let facts = message(&json!({"caption": "/put x", "caption_entities": [entity]}));
        assert_eq!(facts.command.unwrap().name, "put");
    }

    #[test]
    fn an_edited_message_is_no_message() {
        let edited = json!({"message_id": 1, "chat": {"id": 1}, "text": "/put x"});
        let facts = facts(&json!({"update_id": 1, "edited_message": edited})).unwrap();
        assert_eq!(facts.kind, Kind::Other("edited_message".into()));
        assert_eq!(facts.command, None);
    }

    #[test]
    fn who_presses_a_button_speaks_in_the_chat_of_its_message() {
        let message = json!({
            "message_id": 7, "date": 1, "chat": {"id": -5}, "from": {"id": 1}, "sender_chat": {"id": -9}, "text": "/a",
            "entities": [{"type": "bot_command", "offset": 0, "length": 2}],
        });
        let query = json!({"id": "q", "from": {"id": 42}, "message": message, "data": "d"});
        let facts = facts(&json!({"update_id": 1, "callback_query": query})).unwrap();
        assert_eq!((&facts.kind, facts.user_owner()), (&Kind::CallbackQuery, Some(42)));
        assert_eq!((facts.command.as_ref(), facts.text.as_deref()), (None, Some("/a")));
        assert_eq!(facts.address.unwrap().message, Some(7));
        let place = Place::Chat { id: -5, holds_text: true };
        assert_eq!(facts.press, Some(Press { query: "q".into(), data: Some("d".into()), place }));
    }

    #[test]
    fn a_button_may_be_under_a_message_that_is_gone_or_in_no_chat() {
        let gone = json!({"message_id": 7, "date": 0, "chat": {"id": -5}});
        let query = json!({"id": "q", "from": {"id": 42}, "message": gone});
        let update = facts(&json!({"update_id": 1, "callback_query": query})).unwrap();
        assert_eq!(update.address.unwrap().chat, -5);
        let query = json!({"id": "q", "from": {"id": 42}, "inline_message_id": "i"});
        let update = facts(&json!({"update_id": 1, "callback_query": query})).unwrap();
        assert_eq!((update.address, update.press.unwrap().place), (None, Place::Inline("i".into())));
    }

    #[test]
    fn a_former_id_is_followed_to_the_chat_that_it_means_now() {
        let chats = Chats::default();
        chats.join(-5, -1_005);
        let mut facts = message(&json!({"from": {"id": 136_817_688}, "sender_chat": {"id": -5}}));
        facts.follow(&chats);
        assert_eq!(facts.speaker, Some(Speaker::Chat(-1_005)));
        assert_eq!(facts.address.map(|address| (address.chat, address.is_left_behind)), Some((-1_005, true)));
        let mut other = message(&json!({"chat": {"id": -6}}));
        other.follow(&chats);
        assert_eq!(other.address.map(|address| (address.chat, address.is_left_behind)), Some((-6, false)));
    }

    #[test]
    fn both_service_messages_tell_of_the_same_move() {
        let [to, from] = [
            json!({"migrate_to_chat_id": -1_005}),
            json!({"chat": {"id": -1_005}, "migrate_from_chat_id": -5}),
        ];
        let [to, from] = [to, from].map(|more| message(&more).migration.unwrap());
        assert_eq!((to.old, to.new), (from.old, from.new));
        assert_eq!((to.source, from.source), (MigrationSource::OldGroup, MigrationSource::NewSupergroup));
    }

    #[test]
    fn a_field_of_the_wrong_type_is_an_error_and_an_unknown_field_is_not() {
        let wrong = json!({"message_id": 1, "chat": {"id": "x"}});
        assert!(facts(&json!({"update_id": 1, "message": wrong})).is_err());
        let unknown = json!({"message_id": 1, "chat": {"id": 1}, "brand_new": {"deep": [1]}});
        assert!(facts(&json!({"update_id": 1, "message": unknown})).is_ok());
    }
}
