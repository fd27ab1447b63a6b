//! What was said and done in all chats, as a person would read it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde_json::Value;

/// What a message may carry besides text.
const MEDIA: [&str; 14] = [
    "photo",
    "document",
    "audio",
    "video",
    "animation",
    "voice",
    "video_note",
    "sticker",
    "location",
    "venue",
    "contact",
    "poll",
    "dice",
    "invoice",
];

/// Everything that was said and done so far, in order.
#[derive(Default)]
pub(super) struct Conversation {
    lines: Vec<Line>,
    /// Titles of chats, and names of the people in private ones.
    names: BTreeMap<i64, String>,
    /// The last entry of the emulator's journal that is told here.
    revision: u64,
    /// How each message looked when it was told of last.
    looks: HashMap<(i64, i64), String>,
}

enum Line {
    Told { chat: i64, is_bot: bool, subject: String, rest: String },
    Mark(String),
}

impl Conversation {
    /// Adds what happened according to the emulator's journal.
    pub(super) fn add_all(&mut self, journal: &[Value]) {
        let start = self.lines.len();
        for entry in journal {
            self.revision = entry["revision"].as_u64().unwrap_or(self.revision);
            self.add(entry);
        }
        self.put_in_order(start);
    }

    /// The last entry of the emulator's journal that is told here.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// Notes something that a person does and the journal does not tell.
    pub(super) fn note_deed(&mut self, chat: i64, person: &str, deed: &str) {
        self.tell(chat, false, person, format!(" {deed}"));
    }

    /// Notes the titles of what the bot offers for what somebody types behind its name.
    pub(super) fn note_results(&mut self, chat: i64, titles: &[&str]) {
        let titles: Vec<String> = titles.iter().map(|title| format!("[{title}]")).collect();
        self.tell(chat, true, "Results", format!(": {}", titles.join(" ")));
    }

    /// Notes something that happens to everybody.
    pub(super) fn mark(&mut self, text: &str) {
        self.lines.push(Line::Mark(format!("-- {text} --")));
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// All of it, a line of text or more for each thing that happened.
    pub(super) fn shown(&self) -> Vec<String> {
        let mut focus = 0;
        self.lines.iter().map(|line| self.show(line, &mut focus)).collect()
    }

    /// What the bot did from that line on.
    pub(super) fn reactions_since(&self, start: usize) -> Vec<String> {
        let lines = self.shown().into_iter().zip(&self.lines).skip(start);
        lines
            .filter(|(_, line)| matches!(line, Line::Told { is_bot: true, .. }))
            .map(|(text, _)| text)
            .collect()
    }

    /// `Ann: hello`, `Friends > Bot: hello`; in a private chat that nobody wrote in just before, `Bot to Ann: hello`.
    fn show(&self, line: &Line, focus: &mut i64) -> String {
        let Line::Told { chat, is_bot, subject, rest } = line else {
            *focus = 0;
            let Line::Mark(text) = line else { return String::new() };
            return text.clone();
        };
        let name = self.names.get(chat).map_or("?", String::as_str);
        if !is_bot {
            *focus = *chat;
        }
        match *chat {
            ..0 => format!("{name} > {subject}{rest}"),
            _ if *is_bot && chat != focus => format!("{subject} to {name}{rest}"),
            _ => format!("{subject}{rest}"),
        }
    }

    fn add(&mut self, entry: &Value) {
        let message = &entry["message"];
        match entry["kind"].as_str() {
            Some("chat") => self.learn(&entry["chat"]),
            Some("message") => self.add_message(message, ""),
            Some("edited") => self.add_message(message, " edits"),
            Some("deleted") => self.add_deletion(entry),
            Some("answered") => self.add_press_answer(entry),
            _ => (),
        }
    }

    fn learn(&mut self, chat: &Value) {
        let name = chat["title"].as_str().or(chat["first_name"].as_str());
        if let (Some(id), Some(name)) = (chat["id"].as_i64(), name) {
            self.names.insert(id, name.to_owned());
        }
    }

    fn add_message(&mut self, message: &Value, doing: &str) {
        let Some(look) = look(message) else { return };
        let (Some(chat), Some(id)) = (message["chat"]["id"].as_i64(), message["message_id"].as_i64()) else {
            return;
        };
        self.learn(&message["chat"]);
        // Reactions and pins are told as edits, too.
        if self.looks.insert((chat, id), look.clone()).is_some_and(|before| before == look) {
            return;
        }
        let is_bot = message["from"]["is_bot"] == true && message.get("sender_chat").is_none();
        let author = message["sender_chat"]["title"].as_str().or(message["from"]["first_name"].as_str());
        let author = if is_bot { "Bot" } else { author.unwrap_or("?") };
        self.tell(chat, is_bot, author, format!("{doing}: {look}"));
    }

    fn add_deletion(&mut self, entry: &Value) {
        let (Some(chat), Some(id)) = (entry["chat_id"].as_i64(), entry["message_id"].as_i64()) else {
            return;
        };
        if let Some(look) = self.looks.remove(&(chat, id)) {
            let first = look.lines().next().unwrap_or_default().to_owned();
            self.tell(chat, true, "Bot", format!(" deletes: {first}"));
        }
    }

    /// The answer to a pressed button, which whoever pressed sees in the chat of the button.
    fn add_press_answer(&mut self, entry: &Value) {
        let answer = &entry["answer"];
        let text = answer["text"].as_str().unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let subject = if answer["is_alert"] == true { "Alert" } else { "Toast" };
        let chat = self.lines.iter().rev().find_map(|line| match line {
            Line::Told { chat, is_bot: false, .. } => Some(*chat),
            _ => None,
        });
        self.tell(chat.unwrap_or_default(), true, subject, format!(": {}", continued(text)));
    }

    fn tell(&mut self, chat: i64, is_bot: bool, subject: &str, rest: String) {
        self.lines.push(Line::Told { chat, is_bot, subject: subject.to_owned(), rest });
    }

    /// What the bot does at once in several chats comes in any order; here it comes in one: notices, then where somebody
    /// spoke last, then the other chats.
    fn put_in_order(&mut self, start: usize) {
        let mut focus = 0;
        let mut from = start;
        for place in start..=self.lines.len() {
            if let Some(Line::Told { is_bot: true, .. }) = self.lines.get(place) {
                continue;
            }
            self.lines[from..place].sort_by_key(|line| match line {
                Line::Told { chat, subject, .. } => (subject == "Bot", *chat != focus, *chat),
                Line::Mark(_) => (false, false, 0),
            });
            from = place + 1;
            if let Some(Line::Told { chat, .. }) = self.lines.get(place) {
                focus = *chat;
            }
        }
    }
}

/// A message as people see it: what it carries, its text, its buttons. `None` for Telegram's own messages.
fn look(message: &Value) -> Option<String> {
    let text = message["text"].as_str().or(message["caption"].as_str());
    let carried = MEDIA.iter().find(|kind| message.get(**kind).is_some());
    let mut look = match (carried, text) {
        (None, text) => continued(text?),
        (Some(kind), None) => format!("<{kind}>"),
        (Some(kind), Some(text)) => format!("<{kind}> {}", continued(text)),
    };
    let markup = &message["reply_markup"];
    for (field, open, close) in [("inline_keyboard", "[", "]"), ("keyboard", "[[", "]]")] {
        for row in markup[field].as_array().into_iter().flatten() {
            let labels = row.as_array().into_iter().flatten();
            let labels = labels.filter_map(|button| button["text"].as_str().or(button.as_str()));
            let row: Vec<String> = labels.map(|label| format!("{open}{label}{close}")).collect();
            let _ = write!(look, "\n  {}", row.join(" "));
        }
    }
    Some(look)
}

/// A text whose lines after the first are marked as belonging to it.
pub(super) fn continued(text: &str) -> String {
    text.replace('\n', "\n  | ").replace("\n  | \n", "\n  |\n")
}
