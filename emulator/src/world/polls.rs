//! Polls and quizzes, and who voted for what.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Barred, World};

/// A poll that somebody has sent.
#[derive(Clone, Debug)]
pub(crate) struct PollRecord {
    /// Chat and message.
    place: (i64, i64),
    /// The `Poll` object as it was sent, without votes.
    json: Value,
    /// The bot sent it, and hears of it.
    is_bots: bool,
    is_closed: bool,
    votes: BTreeMap<i64, Vec<usize>>,
}

impl PollRecord {
    /// The `Poll` object with the votes so far.
    fn shown(&self, now: u64) -> Value {
        let mut poll = self.json.clone();
        poll["total_voter_count"] = json!(self.votes.len());
        poll["is_closed"] = json!(self.is_closed(now));
        for (at, option) in poll["options"].as_array_mut().into_iter().flatten().enumerate() {
            let count = self.votes.values().filter(|chosen| chosen.contains(&at)).count();
            option["voter_count"] = json!(count);
        }
        poll
    }

    fn is_closed(&self, now: u64) -> bool {
        self.is_closed || self.json["close_date"].as_u64().is_some_and(|date| date <= now)
    }

    /// Why these options cannot be chosen.
    fn check_vote(&self, options: &[usize], person: i64, now: u64) -> Result<(), Barred> {
        let count = self.json["options"].as_array().map_or(0, Vec::len);
        let reason = if self.is_closed(now) {
            "the poll is closed"
        } else if options.iter().any(|option| *option >= count) {
            "the poll has no such option: they are counted from 0"
        } else if options.len() > 1 && self.json["allows_multiple_answers"] != true {
            "the poll takes one answer only"
        } else if self.votes.contains_key(&person) && self.json["allows_revoting"] != true {
            "the vote can't be changed"
        } else {
            return Ok(());
        };
        Err(Barred(reason))
    }
}

impl World {
    /// Remembers the poll in a message that was just sent.
    pub(super) fn keep_poll(&mut self, message: &Value, is_bots: bool) {
        let (Some(chat_id), Some(id)) = (message["chat"]["id"].as_i64(), message["message_id"].as_i64())
        else {
            return;
        };
        let Some(poll_id) = message["poll"]["id"].as_str() else { return };
        // A copy or a forward shows the same poll; its votes are those of the original.
        self.polls.entry(poll_id.to_owned()).or_insert_with(|| PollRecord {
            place: (chat_id, id),
            json: message["poll"].clone(),
            is_bots,
            is_closed: false,
            votes: BTreeMap::new(),
        });
    }

    /// A new poll's id.
    pub(crate) fn begin_poll(&mut self) -> String {
        (5_000_000_000_000_000_000 + self.polls.len() as u64).to_string()
    }

    /// Lets a person vote, or take their vote back with no options: the id of the last update that tells of it.
    pub(crate) fn vote(&mut self, person: i64, place: (i64, i64), options: &[usize]) -> Result<i64, Barred> {
        let now = self.clock.now();
        let poll_id = self.poll_at(place).ok_or(Barred("there is no poll in this message"))?;
        let poll = self.polls.get_mut(&poll_id).ok_or(Barred::NOWHERE)?;
        poll.check_vote(options, person, now)?;
        if options.is_empty() {
            poll.votes.remove(&person);
        } else {
            poll.votes.insert(person, options.to_vec());
        }
        let (is_bots, is_anonymous) = (poll.is_bots, poll.json["is_anonymous"] == true);
        let named = |option: &usize| poll.json["options"][*option]["persistent_id"].clone();
        let answer = json!({
            "poll_id": poll_id, "user": self.people.get(&person), "option_ids": options,
            "option_persistent_ids": options.iter().map(named).collect::<Vec<_>>(),
        });
        let shown = self.show_poll(&poll_id);
        if !is_bots {
            return Ok(self.queue.give_id());
        }
        let update = self.queue.add("poll", shown);
        Ok(if is_anonymous { update } else { self.queue.add("poll_answer", answer) })
    }

    /// Closes a poll, and gives it back; `None` if it is closed already.
    pub(crate) fn close_poll(&mut self, place: (i64, i64)) -> Option<Value> {
        let now = self.clock.now();
        let poll_id = self.poll_at(place)?;
        let poll = self.polls.get_mut(&poll_id).filter(|poll| !poll.is_closed(now))?;
        poll.is_closed = true;
        let shown = self.show_poll(&poll_id);
        self.queue.add("poll", shown.clone());
        Some(shown)
    }

    fn poll_at(&self, (chat_id, message_id): (i64, i64)) -> Option<String> {
        let message = self.chat(chat_id)?.message(message_id)?;
        message.json["poll"]["id"].as_str().map(str::to_owned)
    }

    /// Puts the votes into the message, and gives the poll back.
    fn show_poll(&mut self, poll_id: &str) -> Value {
        let Some(poll) = self.polls.get(poll_id) else { return Value::Null };
        let (place, shown) = (poll.place, poll.shown(self.clock.now()));
        if let Some(message) = self.chat(place.0).and_then(|chat| chat.message(place.1)) {
            let mut json = message.json.clone();
            json["poll"] = shown.clone();
            self.replace(place.0, place.1, json);
        }
        shown
    }
}

/// A poll that a person sends, with the usual settings.
pub(crate) fn usual_poll(id: &str, question: &str, options: &[&str]) -> Value {
    let option = |(at, text): (usize, &&str)| json!({ "persistent_id": at.to_string(), "text": text, "voter_count": 0 });
    let options: Vec<_> = options.iter().enumerate().map(option).collect();
    json!({
        "id": id, "question": question, "options": options, "total_voter_count": 0, "is_closed": false,
        "is_anonymous": true, "type": "regular", "allows_multiple_answers": false, "allows_revoting": true,
        "members_only": false,
    })
}
