//! One update on its way through the bot: its JSON, its facts, and teloxide-core's types built on demand.

mod album;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::value::RawValue;
use teloxide_core::types::{
    BusinessConnectionId, BusinessMessagesDeleted, Chat, ChatId, MaybeInaccessibleMessage, Message,
    MessageId, Poll, Update, UpdateKind, User,
};

use super::bodies::Bodies;
use super::facts::{Address, Facts, Speaker};
use super::fields::Fields;
use super::migration::Migration;
use super::part::{Part, Parts};
use super::sender::Sender;
use crate::store::DeadLetter;

/// An update exactly as Telegram sent it.
///
/// Telegram adds fields and kinds of updates faster than any library follows. Borrow `&RawUpdate` in a handler to
/// read what teloxide-core's types do not have.
#[derive(Debug)]
pub struct RawUpdate(Box<RawValue>);

impl RawUpdate {
    /// The update's JSON text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// A copy of it.
    pub(crate) fn to_json(&self) -> Box<RawValue> {
        self.0.clone()
    }

    /// The update's JSON as a tree.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(self.as_str()).unwrap_or_default()
    }
}

/// An update of which not even the facts can be read.
#[derive(Debug, thiserror::Error)]
#[error("update {} can't be read: {source}", id.map_or_else(|| "without id".to_owned(), |id| id.to_string()))]
pub(crate) struct UnreadableUpdate {
    /// Its id, if at least that can be read.
    pub(crate) id: Option<i64>,
    /// What is wrong with its JSON.
    source: serde_json::Error,
}

impl UnreadableUpdate {
    /// Nothing at all where there should be updates.
    fn empty() -> Self {
        UnreadableUpdate { id: None, source: serde_json::Error::custom("there is none") }
    }
}

/// One update on its way through the bot.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) id: i64,
    pub(crate) facts: Facts,
    raw: RawUpdate,
    /// Where its objects stand in the JSON, once somebody asks for them.
    bodies: OnceLock<Bodies>,
    /// Which fields the message has.
    fields: OnceLock<Fields>,
    /// The filter that panicked, by its handler's path, and what it said.
    panic: OnceLock<(&'static str, String)>,
    typed: OnceLock<Option<Box<Update>>>,
    /// The other messages of the album that it is the first of.
    others: Option<Vec<Incoming>>,
}

/// The id of an update, if it has one that can be read.
pub(crate) fn id_in(raw: &str) -> Option<i64> {
    leading_id(raw).or_else(|| read_id(raw).ok())
}

fn read_id(raw: &str) -> serde_json::Result<i64> {
    #[derive(Deserialize)]
    struct UpdateId {
        update_id: i64,
    }
    serde_json::from_str(raw).map(|UpdateId { update_id }| update_id)
}

/// The id where Telegram writes it, at the very start, without a look at the rest.
fn leading_id(raw: &str) -> Option<i64> {
    let (id, _) = raw.strip_prefix(r#"{"update_id":"#)?.split_once(',')?;
    id.parse().ok()
}

impl Incoming {
    /// Reads the id and the facts of an update.
    pub(crate) fn read(raw: Box<RawValue>) -> Result<Incoming, UnreadableUpdate> {
        match Facts::read(raw.get()) {
            Ok((id, facts)) => Ok(Incoming::new(id, facts, RawUpdate(raw))),
            Err(source) => Err(match read_id(raw.get()) {
                Ok(id) => UnreadableUpdate { id: Some(id), source },
                Err(source) => UnreadableUpdate { id: None, source },
            }),
        }
    }

    /// What handlers of a move are called with.
    pub(crate) fn of_migration(migration: Migration) -> Incoming {
        Incoming::of_none(Facts::of_migration(migration))
    }

    /// What handlers of the bot's start or stop are called with.
    pub(crate) fn of_course() -> Incoming {
        Incoming::of_none(Facts::of_course())
    }

    /// What handlers for failures are called with when a reply to that chat was refused.
    pub(crate) fn of_refusal(chat: i64) -> Incoming {
        Incoming::of_none(Facts::of_refusal(chat))
    }

    /// What is called when something is due at that place, for that person or chat.
    pub(crate) fn of_timer(address: Address, speaker: Option<i64>) -> Incoming {
        Incoming::of_none(Facts::of_timer(address, speaker))
    }

    /// The same without any update, in another place.
    pub(crate) fn at(&self, address: Option<Address>) -> Incoming {
        Incoming::of_none(Facts { address, ..self.facts.clone() })
    }

    fn of_none(facts: Facts) -> Incoming {
        let raw = RawUpdate(RawValue::NULL.to_owned());
        Incoming::new(0, facts, raw)
    }

    fn new(id: i64, facts: Facts, raw: RawUpdate) -> Incoming {
        let (bodies, fields, panic, typed) = Default::default();
        Incoming { id, facts, raw, bodies, fields, panic, typed, others: None }
    }

    /// The update, to be set aside for that reason; `None` if there is none, but a move or a moment.
    pub(crate) fn set_aside(&self, handler: Option<&str>, reason: &str) -> Option<DeadLetter> {
        let json = self.to_letter();
        let subject = match handler {
            Some(handler) => format!("update {} for {handler}", self.id),
            None => format!("update {}", self.id),
        };
        (json != RawValue::NULL.get()).then(|| DeadLetter::of_update(subject, reason, json))
    }

    pub(crate) fn raw(&self) -> &RawUpdate {
        &self.raw
    }

    /// The update as teloxide-core reads it; `None` if it can't.
    pub(crate) fn update(&self) -> Option<&Update> {
        let parse = || {
            let names_nobody = ["poll_answer", "message_reaction"].contains(&self.facts.kind.name())
                && self.facts.speaker.is_none();
            // teloxide-core panics where it finds nobody who votes or reacts.
            if names_nobody {
                return None;
            }
            let update: Update = serde_json::from_str(self.raw.as_str()).ok()?;
            (!matches!(update.kind, UpdateKind::Error(_))).then(|| Box::new(update))
        };
        self.typed.get_or_init(parse).as_deref()
    }

    /// The message, as teloxide-core reads it; for a pressed button, the one that it is under.
    pub(crate) fn message(&self) -> Option<&Message> {
        match &self.update()?.kind {
            UpdateKind::Message(message)
            | UpdateKind::EditedMessage(message)
            | UpdateKind::ChannelPost(message)
            | UpdateKind::EditedChannelPost(message)
            | UpdateKind::BusinessMessage(message)
            | UpdateKind::EditedBusinessMessage(message) => Some(message),
            UpdateKind::CallbackQuery(query) => {
                query.message.as_ref().and_then(MaybeInaccessibleMessage::regular_message)
            }
            _ => None,
        }
    }

    /// Messages deleted from a business account. teloxide-core 0.13 expects their ids in another form than Telegram's.
    pub(crate) fn deleted_messages(&self) -> Option<BusinessMessagesDeleted> {
        #[derive(Deserialize)]
        struct Fields {
            business_connection_id: BusinessConnectionId,
            chat: Chat,
            message_ids: Vec<i32>,
        }
        if self.facts.kind.name() != "deleted_business_messages" {
            return None;
        }
        let Fields { business_connection_id, chat, message_ids } = read_from(self.body())?;
        let message_ids = message_ids.into_iter().map(MessageId).collect();
        Some(BusinessMessagesDeleted { business_connection_id, chat, message_ids })
    }

    /// The id of the query that the update is, if it is of that kind.
    pub(crate) fn query(&self, kind: &str) -> Option<String> {
        #[derive(Deserialize)]
        struct Query {
            id: String,
        }
        let is_one = self.facts.kind.name() == kind;
        is_one.then(|| read_from::<Query>(self.body())).flatten().map(|query| query.id)
    }

    /// Which fields the message has; for a pressed button, the one that it is under.
    pub(crate) fn fields(&self) -> Fields {
        let read = || Fields::read(self.place());
        *self.fields.get_or_init(read)
    }

    /// What stands in the first of those fields that the message has, if it can be read.
    pub(crate) fn content<T: DeserializeOwned>(&self, of: Fields) -> Option<T> {
        let name = self.fields().names_in(of).next()?;
        let mut fields: BTreeMap<String, &RawValue> = serde_json::from_str(self.place()).ok()?;
        serde_json::from_str(fields.remove(name)?.get()).ok()
    }

    /// The message as a type for those that have one of the fields, if it can be read.
    pub(crate) fn message_with<T: DeserializeOwned>(&self, fields: Fields) -> Option<T> {
        if self.fields().has_any(fields) { read_from(self.place()) } else { None }
    }

    /// The poll that the update is about, or that its message holds.
    pub(crate) fn poll(&self) -> Option<Poll> {
        match self.facts.kind.name() {
            "poll" => read_from(self.body()),
            _ => self.content(Fields::of(&["poll"])),
        }
    }

    /// Remembers that a filter panicked while the update was looked at: its handler is to fail for it.
    pub(crate) fn blame(&self, handler: &'static str, message: String) {
        let _ = self.panic.set((handler, message));
    }

    /// What that handler's filter said when it panicked.
    pub(crate) fn panic_of(&self, handler: &str) -> Option<&str> {
        self.panic.get().filter(|(of, _)| *of == handler).map(|(_, message)| message.as_str())
    }

    /// The part that the update's body is, as teloxide-core reads it, beside a message.
    fn body_part(&self) -> Option<Part> {
        if self.deleted_messages().is_some() {
            return Some(Part::BusinessMessagesDeleted);
        }
        match &self.update()?.kind {
            UpdateKind::CallbackQuery(_) => Some(Part::CallbackQuery),
            UpdateKind::InlineQuery(_) => Some(Part::InlineQuery),
            UpdateKind::ChosenInlineResult(_) => Some(Part::ChosenInlineResult),
            UpdateKind::ShippingQuery(_) => Some(Part::ShippingQuery),
            UpdateKind::PreCheckoutQuery(_) => Some(Part::PreCheckoutQuery),
            UpdateKind::PurchasedPaidMedia(_) => Some(Part::PaidMediaPurchased),
            UpdateKind::Poll(_) => Some(Part::Poll),
            UpdateKind::PollAnswer(_) => Some(Part::PollAnswer),
            UpdateKind::MyChatMember(_) | UpdateKind::ChatMember(_) => Some(Part::ChatMemberUpdated),
            UpdateKind::ChatJoinRequest(_) => Some(Part::ChatJoinRequest),
            UpdateKind::MessageReaction(_) => Some(Part::MessageReactionUpdated),
            UpdateKind::MessageReactionCount(_) => Some(Part::MessageReactionCountUpdated),
            UpdateKind::ChatBoost(_) => Some(Part::ChatBoostUpdated),
            UpdateKind::RemovedChatBoost(_) => Some(Part::ChatBoostRemoved),
            UpdateKind::BusinessConnection(_) => Some(Part::BusinessConnection),
            UpdateKind::DeletedBusinessMessages(_)
            | UpdateKind::Message(_)
            | UpdateKind::EditedMessage(_)
            | UpdateKind::ChannelPost(_)
            | UpdateKind::EditedChannelPost(_)
            | UpdateKind::BusinessMessage(_)
            | UpdateKind::EditedBusinessMessage(_)
            | UpdateKind::Error(_) => None,
        }
    }

    /// The chat that the update is from, with the id that it has now.
    pub(crate) fn chat(&self) -> Option<Chat> {
        #[derive(Deserialize)]
        struct Field {
            chat: Chat,
        }
        let id = ChatId(self.facts.address.as_ref()?.chat);
        read_from(self.place()).map(|Field { chat }| Chat { id, ..chat })
    }

    /// The person who speaks; none where a chat does.
    pub(crate) fn user(&self) -> Option<User> {
        #[derive(Deserialize)]
        struct Field {
            #[serde(alias = "user")]
            from: User,
        }
        match self.facts.speaker? {
            Speaker::User(_) => read_from(self.body()).map(|Field { from }| from),
            Speaker::Chat(_) => None,
        }
    }

    /// Who speaks.
    pub(crate) fn sender(&self) -> Option<Sender> {
        #[derive(Deserialize)]
        struct Field {
            #[serde(alias = "actor_chat", alias = "voter_chat")]
            sender_chat: Chat,
        }
        match self.facts.speaker? {
            Speaker::User(_) => self.user().map(Sender::User),
            Speaker::Chat(_) if self.facts.user_owner().is_none() => self.chat().map(Sender::Chat),
            Speaker::Chat(id) => {
                let chat = read_from(self.body()).map(|Field { sender_chat }| sender_chat);
                chat.map(|chat| Sender::Chat(Chat { id: ChatId(id), ..chat }))
            }
        }
    }

    /// Whether the update has all of those parts, in a form that can be lent.
    pub(crate) fn has_all(&self, needed: Parts) -> bool {
        let typed = |part, present: &dyn Fn() -> bool| !needed.has(part) || present();
        let certain = self.facts.parts();
        let record_or_text = [
            Part::Text,
            Part::UserRecord,
            Part::ChatRecord,
            Part::MemberRecord,
            Part::TopicRecord,
            Part::Failure,
            Part::Handled,
            Part::Raw,
            Part::Migration,
        ];
        record_or_text.into_iter().all(|part| !needed.has(part) || certain.has(part))
            && typed(Part::Update, &|| self.update().is_some())
            && typed(Part::Message, &|| self.message().is_some())
            && self.has_bodies(needed)
            && typed(Part::Chat, &|| self.chat().is_some())
            && typed(Part::User, &|| self.user().is_some())
            && typed(Part::Sender, &|| self.sender().is_some())
    }

    /// Whether of all bodies of updates only its own is needed, if any.
    fn has_bodies(&self, needed: Parts) -> bool {
        let mut needed = Part::BODIES.iter().map(|(part, ..)| *part).filter(|part| needed.has(*part));
        needed.all(|part| self.body_part() == Some(part) || (part == Part::Poll && self.poll().is_some()))
    }

    /// The object that the kind is named after, as JSON; empty if there is none.
    fn body(&self) -> &str {
        self.bodies().body_in(self.raw.as_str())
    }

    /// The object that names the chat, as JSON; empty if there is none.
    fn place(&self) -> &str {
        self.bodies().place_in(self.raw.as_str())
    }

    fn bodies(&self) -> &Bodies {
        self.bodies.get_or_init(|| Bodies::find(self.raw.as_str(), self.facts.kind.name()))
    }
}

fn read_from<T: DeserializeOwned>(object: &str) -> Option<T> {
    serde_json::from_str(object).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json, value::to_raw_value};

    use super::*;

    fn incoming(update: &Value) -> Incoming {
        Incoming::read(to_raw_value(update).unwrap()).unwrap()
    }

    fn message(more: &Value) -> Incoming {
        let mut message = json!({
            "message_id": 7, "date": 0, "text": "hi",
            "chat": {"id": 42, "type": "private", "first_name": "Ann"},
            "from": {"id": 42, "is_bot": false, "first_name": "Ann"},
        });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        incoming(&json!({"update_id": 1, "message": message}))
    }

    #[test]
    #[ignore = "a measurement, for docs/benchmarks.md"]
    fn how_long_reading_for_routing_takes() {
        let raw = r#"{"update_id":123456789,"message":{"message_id":4711,"from":{"id":123456,"is_bot":false,"first_name":"Ann","last_name":"Example","username":"ann_example","language_code":"en"},"chat":{"id":123456,"first_name":"Ann","last_name":"Example","username":"ann_example","type":"private"},"date":1764000000,"text":"/put some value that somebody wants to keep","entities":[{"offset":0,"length":4,"type":"bot_command"}]}}"#;
        let raw: Box<RawValue> = serde_json::from_str(raw).unwrap();
        let begun = std::time::Instant::now();
        for _ in 0..1_000_000 {
            std::hint::black_box(Incoming::read(std::hint::black_box(raw.clone())).unwrap());
        }
        println!("{} ns for {} bytes", begun.elapsed().as_nanos() / 1_000_000, raw.get().len());
    }

    #[test]
    fn the_id_is_found_wherever_it_stands() {
        for raw in [
            r#"{"update_id":5,"message":{}}"#,
            r#"{"update_id":5}"#,
            r#"{ "a": [1, 2], "update_id": 5 }"#,
            r#"{"update_id":5,"a":6}"#,
        ] {
            assert_eq!(id_in(raw), Some(5), "{raw}");
        }
        assert_eq!((id_in("{}"), id_in(r#"{"update_id":"x"}"#), id_in("5")), (None, None, None));
    }

    #[test]
    fn typed_parts_are_built_on_demand() {
        let incoming = message(&json!({}));
        assert!(incoming.typed.get().is_none());
        assert_eq!(incoming.user().unwrap().first_name, "Ann");
        assert_eq!(incoming.chat().unwrap().id.0, 42);
        assert_eq!(incoming.sender().unwrap().id(), 42);
        assert!(incoming.typed.get().is_none());
        assert_eq!(incoming.message().unwrap().text(), Some("hi"));
    }

    #[test]
    fn what_teloxide_cannot_read_still_has_its_facts() {
        let incoming = message(&json!({"from": {"id": 42, "first_name": 5}}));
        assert!(incoming.user().is_none());
        assert_eq!(incoming.facts.user_owner(), Some(42));
        assert!(!incoming.has_all(Parts::NONE.with(Part::User)));
        assert!(incoming.has_all(Parts::NONE.with(Part::UserRecord).with(Part::Text)));
    }

    #[test]
    fn a_press_lends_its_presser_and_the_message_above_it() {
        let chat = json!({"id": -5, "type": "group", "title": "G"});
        let message = json!({"message_id": 7, "date": 1, "text": "hi", "chat": chat,
            "from": {"id": 9, "is_bot": true, "first_name": "Bot"}});
        let ann = json!({"id": 42, "is_bot": false, "first_name": "Ann"});
        let query = json!({"id": "q", "from": ann, "message": message, "chat_instance": "c", "data": "d"});
        let press = incoming(&json!({"update_id": 1, "callback_query": query}));
        assert_eq!(press.user().unwrap().first_name, "Ann");
        assert_eq!(press.sender().unwrap().id(), 42);
        assert_eq!(press.chat().unwrap().title(), Some("G"));
        assert_eq!(press.message().unwrap().text(), Some("hi"));
        assert!(press.has_all(Parts::NONE.with(Part::CallbackQuery)));
    }

    #[test]
    fn an_update_without_id_says_so() {
        let raw = to_raw_value(&json!({"message": {}})).unwrap();
        let error = Incoming::read(raw).unwrap_err();
        assert!(error.to_string().starts_with("update without id can't be read: missing field `update_id`"));
    }
}
