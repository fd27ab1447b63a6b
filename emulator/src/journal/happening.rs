//! What the journal tells of.

use std::time::Duration;

use serde_json::{Value, json};

/// Something that a person on the page, or a program that plays people, may want to know.
pub(crate) enum Happening {
    /// A person or the bot wrote: the message as people see it.
    Message(Value),
    /// A message looks different now.
    Edited(Value),
    /// A message is gone.
    Deleted { chat_id: i64, message_id: i64 },
    /// There is a new person, or one has changed.
    Person(Value),
    /// There is a new chat, or one has changed: its title, its members, what the bot may do there.
    Chat(Value),
    /// The bot shows that it is doing something.
    Action { chat_id: i64, thread_id: Option<i64>, action: String },
    /// The bot answered a press of a button.
    Answered { query_id: String, answer: Value },
    /// The command menus as they are now.
    Commands(Vec<Value>),
    /// The clock was moved, or faults were planned, happened or were forgotten: how it is now.
    Conditions(Value),
    /// A stored record of the bot was read or written.
    Record(Value),
    /// The bot's program started or ended.
    Bot(Value),
    /// A call of the bot, and what it got.
    Request { method: String, params: Value, reaction: Value, took: Duration },
    /// An attempt to bring an update to the webhook, and why it failed if it did.
    Delivery { update: Value, error: Option<String>, took: Duration },
}

impl Happening {
    /// The entry without revision and time.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Message(message) => json!({ "kind": "message", "message": message }),
            Self::Edited(message) => json!({ "kind": "edited", "message": message }),
            Self::Deleted { chat_id, message_id } => {
                json!({ "kind": "deleted", "chat_id": chat_id, "message_id": message_id })
            }
            Self::Person(person) => json!({ "kind": "person", "person": person }),
            Self::Chat(chat) => json!({ "kind": "chat", "chat": chat }),
            Self::Action { chat_id, thread_id, action } => json!({
                "kind": "action", "chat_id": chat_id, "message_thread_id": thread_id, "action": action,
            }),
            Self::Answered { query_id, answer } => {
                json!({ "kind": "answered", "query_id": query_id, "answer": answer })
            }
            Self::Commands(menus) => json!({ "kind": "commands", "commands": menus }),
            Self::Conditions(conditions) => json!({ "kind": "conditions", "conditions": conditions }),
            Self::Record(record) => json!({ "kind": "record", "record": record }),
            Self::Bot(bot) => json!({ "kind": "bot", "bot": bot }),
            Self::Request { method, params, reaction, took } => json!({
                "kind": "request", "method": method, "params": params, "reaction": reaction,
                "took_ms": milliseconds(*took),
            }),
            Self::Delivery { update, error, took } => json!({
                "kind": "delivery", "update": update, "error": error, "took_ms": milliseconds(*took),
            }),
        }
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
