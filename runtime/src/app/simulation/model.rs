//! What the bot of the simulation should do: one update after the other, without any of Pouch's machinery.

use std::collections::BTreeMap;

use super::bot::{Course, End, FAILED, MOVED, PRESS, answer, step};
use crate::store::{Owner, Scope};

/// One update, as far as it matters to the bot.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) update: i64,
    pub(super) chat: i64,
    pub(super) user: i64,
    /// The forum topic, or 0.
    pub(super) topic: i64,
    pub(super) what: What,
}

/// What it says.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// A command with its number.
    Command(&'static str, u64),
    /// A message edited to be a number.
    Edit(u64),
    /// The press of the button of a card with that number.
    Press(u64),
    /// The news that the chat of the first id has the second one now.
    Move(i64, i64),
}

/// What a handler touches, each with whether it changes it, in the order in which it says what it has seen.
type Touches = &'static [(&'static str, bool)];

/// The handlers, each with whether it waits and what it touches.
const HANDLERS: [(&str, bool, Touches); 11] = [
    ("mine", true, &[("Mine", true)]),
    ("see", true, &[("Mine", false)]),
    ("ours", true, &[("Ours", true), ("Mine", false)]),
    ("total", false, &[("Total", true)]),
    ("read", true, &[("Total", false), ("Mine", true)]),
    ("sit", true, &[("Seat", true), ("Ours", false)]),
    ("all", false, &[("Total", true), ("Log", true), ("Mine", true)]),
    ("thread", true, &[("Thread", true), ("Log", false)]),
    ("card", true, &[]),
    ("press", true, &[("Ours", true), ("Mine", true)]),
    ("edited", true, &[("Mine", true)]),
];

/// All commands.
pub(super) const COMMANDS: [&str; 9] =
    ["mine", "see", "ours", "total", "read", "sit", "all", "thread", "card"];

/// The records and the answers, as they should be.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Model {
    pub(super) records: BTreeMap<(Scope, Owner, &'static str), u64>,
    pub(super) answers: BTreeMap<i64, Vec<String>>,
    /// The updates whose handlers failed.
    pub(super) failed: Vec<i64>,
    /// What chats are called now.
    aliases: BTreeMap<i64, i64>,
}

impl Model {
    /// What comes of those updates, in that order, without those that were set aside unhandled.
    pub(super) fn of(course: &Course, sent: &[Sent], aside: &[i64]) -> Model {
        let mut model = Model::default();
        for sent in sent.iter().filter(|sent| !aside.contains(&sent.update)) {
            model.take(course, sent);
        }
        model.records.retain(|_, value| *value != 0);
        model.answers.retain(|_, answers| !answers.is_empty());
        model
    }

    /// The id that a chat has now.
    pub(super) fn current(&self, chat: i64) -> i64 {
        self.aliases.get(&chat).copied().unwrap_or(chat)
    }

    fn take(&mut self, course: &Course, sent: &Sent) {
        let (name, number) = match sent.what {
            What::Command(name, number) => (name, number),
            What::Edit(number) => ("edited", number),
            What::Press(card) => ("press", card + PRESS),
            What::Move(old, new) => return self.move_to(old, new),
        };
        let sent = Sent { chat: self.current(sent.chat), ..sent.clone() };
        let (_, waits, touches) = HANDLERS.into_iter().find(|(known, ..)| *known == name).unwrap();
        if name == "thread" && sent.topic == 0 {
            return;
        }
        match course.end(number, waits) {
            End::Well => self.go_well(&sent, name, number, touches),
            // Who pressed a button is told above the chat.
            End::Says if name == "press" => {}
            End::Says => self.say(&sent, format!("{number} says")),
            end => {
                self.failed.push(sent.update);
                let ours = self.record(&sent, "Ours");
                *ours = step(*ours, FAILED);
                let text = format!("{end:?} at {}: {ours}", sent.update);
                self.say(&sent, text);
            }
        }
    }

    fn go_well(&mut self, sent: &Sent, name: &str, number: u64, touches: Touches) {
        let mut seen = Vec::new();
        for &(record, changes) in touches {
            let by = if name == "read" { number + seen.first().unwrap_or(&0) % 1_000 } else { number };
            let value = self.record(sent, record);
            if changes {
                *value = step(*value, by);
            }
            seen.push(*value);
        }
        self.say(sent, answer(number, &seen));
        if name == "all" {
            self.say(sent, format!("{number} again"));
        }
    }

    fn move_to(&mut self, old: i64, new: i64) {
        if self.aliases.insert(old, new).is_some() {
            return;
        }
        let records = std::mem::take(&mut self.records);
        self.records = records
            .into_iter()
            .map(|((scope, owner, name), value)| {
                let moves = owner.id == old && scope != Scope::Bot;
                let owner = if moves { Owner { id: new, ..owner } } else { owner };
                ((scope, owner, name), value)
            })
            .collect();
        let answers = self.answers.remove(&old).unwrap_or_default();
        self.answers.insert(new, answers);
        let there = Sent { update: 0, chat: new, user: 0, topic: 0, what: What::Move(old, new) };
        let ours = self.record(&there, "Ours");
        *ours = step(*ours, MOVED);
        let text = answer(MOVED, &[*ours]);
        self.say(&there, text);
    }

    fn record(&mut self, sent: &Sent, name: &'static str) -> &mut u64 {
        let (scope, owner) = match name {
            "Mine" => (Scope::User, Owner::new(sent.user)),
            "Ours" => (Scope::Chat, Owner::new(sent.chat)),
            "Seat" => (Scope::Member, Owner::in_chat(sent.chat, sent.user)),
            "Thread" => (Scope::Topic, Owner::in_chat(sent.chat, sent.topic)),
            _ => (Scope::Bot, Owner::BOT),
        };
        self.records.entry((scope, owner, name)).or_default()
    }

    fn say(&mut self, sent: &Sent, text: String) {
        self.answers.entry(sent.chat).or_default().push(text);
    }
}
