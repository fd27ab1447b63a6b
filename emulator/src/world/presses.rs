//! Presses of inline buttons, and how the bot answered them.

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{ChatRecord, Message, World};

/// How many seconds a query may be answered. Telegram tells no number; about 15 minutes were observed.
const LONGEST_WAIT: u64 = 15 * 60;

/// What the person sees after pressing a button; see [`Press::answer`](crate::Press::answer).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PressAnswer {
    /// The notice; empty if the button only stops spinning.
    pub text: String,
    /// Whether the notice is an alert that must be closed, instead of a toast that goes by itself.
    pub is_alert: bool,
    /// The address that opens.
    pub url: Option<String>,
    /// For how many seconds clients may show this answer again without asking the bot.
    pub cache_time: i64,
}

impl PressAnswer {
    /// As the control interface and the journal show it.
    pub(crate) fn to_json(&self) -> Value {
        json!({ "text": self.text, "is_alert": self.is_alert, "url": self.url, "cache_time": self.cache_time })
    }
}

/// A button that can be pressed, by what the bot hears of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pressable {
    /// The data that it holds.
    Data(String),
    /// The name of the message's game.
    Game,
}

impl Pressable {
    /// What the button of an inline keyboard is, if it can be pressed.
    pub(crate) fn of(button: &Value) -> Option<Self> {
        let data = button["callback_data"].as_str().map(|data| Self::Data(data.to_owned()));
        data.or_else(|| button.get("callback_game").map(|_| Self::Game))
    }
}

/// A button that was pressed.
struct Pressed {
    id: i64,
    at: u64,
    is_game: bool,
    answer: Option<PressAnswer>,
    /// How many times the bot tried to answer, including refused calls.
    attempts: usize,
}

/// All presses, in order.
pub(crate) struct Presses {
    pressed: Vec<Pressed>,
    next_id: i64,
    changes: watch::Sender<()>,
}

impl Presses {
    /// No presses yet. Ids follow from the time, so that those of an earlier emulator are not used again.
    pub(super) fn new(now: u64) -> Self {
        let next_id = i64::try_from(now).unwrap_or(0) << 24;
        Self { pressed: Vec::new(), next_id, changes: watch::Sender::new(()) }
    }

    fn add(&mut self, now: u64, button: &Pressable) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        let is_game = *button == Pressable::Game;
        self.pressed.push(Pressed { id, at: now, is_game, answer: None, attempts: 0 });
        id
    }

    /// Takes an answer; false if the query is unknown, too old, or answered already.
    pub(crate) fn answer(&mut self, id: i64, answer: PressAnswer, now: u64) -> bool {
        let Some(pressed) = self.pressed.iter_mut().rfind(|pressed| pressed.id == id) else { return false };
        pressed.attempts += 1;
        let is_open = pressed.answer.is_none() && now.saturating_sub(pressed.at) <= LONGEST_WAIT;
        if is_open {
            pressed.answer = Some(answer);
        }
        self.changes.send_replace(());
        is_open
    }

    /// Whether that is the press of a game's button.
    pub(crate) fn is_game(&self, id: i64) -> bool {
        self.pressed.iter().rfind(|pressed| pressed.id == id).is_some_and(|pressed| pressed.is_game)
    }

    /// The answer to a query, if there is one.
    pub(crate) fn answer_to(&self, id: i64) -> Option<PressAnswer> {
        self.pressed.iter().rfind(|pressed| pressed.id == id)?.answer.clone()
    }

    /// How many times the bot tried to answer a query.
    pub(crate) fn attempts(&self, id: i64) -> usize {
        self.pressed.iter().rfind(|pressed| pressed.id == id).map_or(0, |pressed| pressed.attempts)
    }

    /// Changes with every attempt to answer.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }
}

impl World {
    /// Lets a person press a button, which the message need not have: query id and update id. `None` if there is no such
    /// message.
    pub(crate) fn press(
        &mut self,
        person: i64,
        (chat_id, message_id): (i64, i64),
        button: &Pressable,
    ) -> Option<(i64, i64)> {
        let message = self.chat(chat_id)?.message(message_id)?.json.clone();
        let from = self.people.get(&person)?.clone();
        let id = self.presses.add(self.clock.now(), button);
        let mut query = json!({
            "id": id.to_string(),
            "from": from,
            "chat_instance": chat_instance(chat_id),
        });
        match button {
            Pressable::Data(data) => query["data"] = json!(data),
            Pressable::Game => query["game_short_name"] = message["game"]["title"].clone(),
        }
        match self.inline_id((chat_id, message_id)) {
            Some(inline_id) => query["inline_message_id"] = json!(inline_id),
            None => query["message"] = message,
        }
        Some((id, self.queue.add("callback_query", query)))
    }
}

impl ChatRecord {
    /// The latest message with a button of this label, and the button.
    pub(crate) fn button(&self, label: &str) -> Option<(i64, Pressable)> {
        self.present().rev().find_map(|message| Some((message.id, message.button(label)?)))
    }
}

impl Message {
    /// The inline button with this label that can be pressed.
    pub(crate) fn button(&self, label: &str) -> Option<Pressable> {
        self.buttons().filter(|button| button["text"] == label).find_map(Pressable::of)
    }

    /// The labels of the inline buttons, row by row.
    pub fn labels(&self) -> Vec<&str> {
        self.buttons().filter_map(|button| button["text"].as_str()).collect()
    }

    fn buttons(&self) -> impl Iterator<Item = &Value> {
        let rows = self.json["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
        rows.filter_map(Value::as_array).flatten()
    }
}

/// The same number for the same chat, and not its id.
fn chat_instance(chat_id: i64) -> String {
    chat_id.wrapping_mul(0x2545_f491_4f6c_dd1d).to_string()
}
