//! One update on its way through the bot: its JSON, its facts, and teloxide-core's types built on demand.

mod album;
mod parts;

use std::sync::OnceLock;

use serde_json::value::RawValue;
use teloxide_core::types::Update;

use super::bodies::Bodies;
use super::facts::{Address, Facts};
use super::fields::Fields;
use super::migration::Migration;
use super::raw::{RawUpdate, UnreadableUpdate};
use crate::store::DeadLetter;

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

impl Incoming {
    /// Reads the id and the facts of an update.
    pub(crate) fn read(raw: Box<RawValue>) -> Result<Incoming, UnreadableUpdate> {
        match Facts::read(raw.get()) {
            Ok((id, facts)) => Ok(Incoming::new(id, facts, RawUpdate(raw))),
            Err(source) => Err(UnreadableUpdate::new(&raw, source)),
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

    /// Remembers that a filter panicked while the update was looked at: its handler is to fail for it.
    pub(crate) fn blame(&self, handler: &'static str, message: String) {
        let _ = self.panic.set((handler, message));
    }

    /// What that handler's filter said when it panicked.
    pub(crate) fn panic_of(&self, handler: &str) -> Option<&str> {
        self.panic.get().filter(|(of, _)| *of == handler).map(|(_, message)| message.as_str())
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json, value::to_raw_value};

    use super::*;
    use crate::update::{Part, Parts};

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
