//! Telegram's part in the simulation: it hands out updates until they are confirmed, and takes replies or does not.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::dice::Dice;
use super::model::{COMMANDS, Sent, What};
use crate::telegram::{Api, ApiError};

/// The group that becomes a supergroup, and what it is called then.
const GROUP: i64 = -7;
const SUPERGROUP: i64 = -1_000_000_000_007;
/// A group with topics.
const FORUM: i64 = -1_000_000_000_009;

type Answer = Result<Box<RawValue>, ApiError>;

/// Telegram, for one bot.
pub(super) struct Telegram {
    state: Mutex<State>,
    something_new: Notify,
}

struct State {
    dice: Dice,
    next_update: i64,
    /// Not there yet.
    future: VecDeque<(Sent, Value)>,
    /// There, and not confirmed.
    pending: BTreeMap<i64, Box<RawValue>>,
    /// All that came so far, in the order of the ids.
    come: Vec<Sent>,
    /// The cards whose button was pressed: nobody presses that of a card that came twice.
    pressed: HashSet<u64>,
    /// What was sent to which chat.
    taken: Vec<(i64, String)>,
}

impl Telegram {
    /// Telegram with what happens by that chance.
    pub(super) fn new(mut dice: Dice) -> Arc<Telegram> {
        let next_update = i64::try_from(dice.within(1..1_000_000)).unwrap();
        let mut state = State {
            dice,
            next_update,
            future: VecDeque::new(),
            pending: BTreeMap::new(),
            come: Vec::new(),
            pressed: HashSet::new(),
            taken: Vec::new(),
        };
        state.make_plans();
        Arc::new(Telegram { state: Mutex::new(state), something_new: Notify::new() })
    }

    /// How the bot calls it.
    pub(super) fn api(self: &Arc<Self>) -> Api {
        let telegram = Arc::clone(self);
        Api::double(move |method: String, parameters: String| {
            let telegram = Arc::clone(&telegram);
            Box::pin(async move { telegram.answer(&method, &parameters).await })
        })
    }

    /// Whether all updates have come and are confirmed.
    pub(super) fn is_done(&self) -> bool {
        let state = self.state.lock().unwrap();
        state.future.is_empty() && state.pending.is_empty()
    }

    /// All updates that came, and what was sent to which chat, in their order.
    pub(super) fn outcome(&self) -> (Vec<Sent>, Vec<(i64, String)>) {
        let state = self.state.lock().unwrap();
        (state.come.clone(), state.taken.clone())
    }

    async fn answer(&self, method: &str, parameters: &str) -> Answer {
        let parameters: Value = serde_json::from_str(parameters).unwrap();
        match method.to_lowercase().as_str() {
            "getupdates" => self.hand_out(&parameters).await,
            "sendmessage" => self.take(&parameters).await,
            _ => Ok(to_raw_value(&true).unwrap()),
        }
    }

    async fn hand_out(&self, parameters: &Value) -> Answer {
        let delay = self.state.lock().unwrap().dice.delay();
        tokio::time::sleep(delay).await;
        let new = self.something_new.notified();
        let batch = self.state.lock().unwrap().batch(parameters["offset"].as_i64())?;
        if !batch.is_empty() {
            return Ok(to_raw_value(&batch).unwrap());
        }
        let wait = Duration::from_secs(parameters["timeout"].as_u64().unwrap());
        let _ = tokio::time::timeout(wait, new).await;
        let batch = self.state.lock().unwrap().batch(parameters["offset"].as_i64())?;
        Ok(to_raw_value(&batch).unwrap())
    }

    /// Some take long to be taken, some long to be answered, and some are to be sent later.
    async fn take(&self, message: &Value) -> Answer {
        let (before, after) = {
            let dice = &mut self.state.lock().unwrap().dice;
            (dice.delay(), dice.delay())
        };
        tokio::time::sleep(before).await;
        let sent = self.state.lock().unwrap().take(message);
        self.something_new.notify_waiters();
        tokio::time::sleep(after).await;
        sent
    }
}

impl State {
    /// Some updates, of which those of a group tell of its move.
    fn make_plans(&mut self) {
        let count = self.dice.within(5..30);
        let moves_at = self.dice.within(1..2 * count);
        for number in 1..=count {
            if number == moves_at || number > moves_at && self.dice.one_in(8) {
                self.plan_news();
            }
            let chat = match self.dice.within(0..6) {
                0..3 => 0,
                3 => FORUM,
                _ if number < moves_at || self.dice.one_in(2) => GROUP,
                _ => SUPERGROUP,
            };
            self.plan_message(number, chat);
        }
    }

    /// One of the two service messages, perhaps once more.
    fn plan_news(&mut self) {
        let (chat, key, other) = if self.dice.one_in(2) {
            (GROUP, "migrate_to_chat_id", SUPERGROUP)
        } else {
            (SUPERGROUP, "migrate_from_chat_id", GROUP)
        };
        let message = json!({ key: other, "from": person(1) });
        self.plan(chat, 1, 0, What::Move(GROUP, SUPERGROUP), "message", message);
    }

    fn plan_message(&mut self, number: u64, chat: i64) {
        let user = self.dice.pick(&[1, 2, 3]);
        let chat = if chat == 0 { user } else { chat };
        let topic = if chat == FORUM { self.dice.pick(&[0, 11, 12]) } else { 0 };
        let mut message = json!({ "from": person(user) });
        if topic > 0 {
            message["message_thread_id"] = topic.into();
            message["is_topic_message"] = true.into();
        }
        if self.dice.one_in(8) {
            message["text"] = number.to_string().into();
            message["edit_date"] = 2.into();
            return self.plan(chat, user, topic, What::Edit(number), "edited_message", message);
        }
        let command = self.dice.pick(&COMMANDS);
        message["text"] = format!("/{command} {number}").into();
        message["entities"] = json!([{ "type": "bot_command", "offset": 0, "length": command.len() + 1 }]);
        self.plan(chat, user, topic, What::Command(command, number), "message", message);
    }

    fn plan(&mut self, chat: i64, user: i64, topic: i64, what: What, kind: &str, mut message: Value) {
        message["chat"] = chat_of(chat);
        message["message_id"] = 1.into();
        message["date"] = 1.into();
        let sent = Sent { update: 0, chat, user, topic, what };
        self.future.push_back((sent, json!({ kind: message })));
    }

    fn come(&mut self, mut sent: Sent, mut update: Value) {
        sent.update = self.next_update;
        self.next_update += i64::try_from(self.dice.within(1..3)).unwrap();
        update["update_id"] = sent.update.into();
        self.pending.insert(sent.update, to_raw_value(&update).unwrap());
        self.come.push(sent);
    }

    /// What `getUpdates` returns: a server that is not well may forget the offset, or fail.
    fn batch(&mut self, offset: Option<i64>) -> Result<Vec<Box<RawValue>>, ApiError> {
        if self.dice.one_in(20) {
            return Err(ApiError::Garbled { status: StatusCode::BAD_GATEWAY });
        }
        if let Some(offset) = offset {
            self.pending.retain(|id, _| *id >= offset);
        }
        for _ in 0..self.dice.within(0..6) {
            if let Some((sent, update)) = self.future.pop_front() {
                self.come(sent, update);
            }
        }
        let limit = usize::try_from(self.dice.pick(&[1, 3, 100])).unwrap();
        let mut batch: Vec<_> = self.pending.values().take(limit).cloned().collect();
        if self.dice.one_in(10) {
            batch.extend(batch.clone());
        }
        Ok(batch)
    }

    /// Somebody presses the button of a card.
    fn press(&mut self, card: u64, chat: i64, data: &str) {
        if !self.pressed.insert(card) {
            return;
        }
        let user = if chat > 0 { chat } else { self.dice.pick(&[1, 2, 3]) };
        let place = json!({ "message_id": 2, "date": 1, "chat": chat_of(chat), "text": "card" });
        let (id, from) = ("1", person(user));
        let press = json!({ "id": id, "from": from, "chat_instance": id, "data": data, "message": place });
        let sent = Sent { update: 0, chat, user, topic: 0, what: What::Press(card) };
        self.come(sent, json!({ "callback_query": press }));
    }

    fn take(&mut self, message: &Value) -> Answer {
        let chat = message["chat_id"].as_i64().unwrap();
        if self.dice.one_in(15) {
            return Err(ApiError::Garbled { status: StatusCode::BAD_GATEWAY });
        }
        if self.dice.one_in(30) {
            let (description, delay) = ("Too Many Requests".to_owned(), Duration::from_secs(1));
            return Err(ApiError::Refused {
                code: 429,
                description,
                retry_after: Some(delay),
                migrate_to: None,
            });
        }
        self.taken.push((chat, message["text"].as_str().unwrap().to_owned()));
        if let Some(data) = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"].as_str() {
            let card = message["text"].as_str().unwrap().split(' ').next().unwrap().parse().unwrap();
            self.press(card, chat, data);
        }
        Ok(to_raw_value(&json!({ "message_id": 2, "chat": { "id": chat } })).unwrap())
    }
}

fn person(id: i64) -> Value {
    json!({ "id": id, "is_bot": false, "first_name": "Ann" })
}

fn chat_of(id: i64) -> Value {
    match id {
        0.. => json!({ "id": id, "type": "private", "first_name": "Ann" }),
        GROUP => json!({ "id": id, "type": "group", "title": "Friends" }),
        _ => json!({ "id": id, "type": "supergroup", "title": "Friends", "is_forum": id == FORUM }),
    }
}
