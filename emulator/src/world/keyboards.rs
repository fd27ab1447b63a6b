//! The keyboards below the input field, and what stands in the field.

use std::collections::HashMap;

use serde_json::Value;

use super::World;

/// The parameter `reply_markup`, checked.
#[derive(Clone, Debug)]
pub(crate) enum Markup {
    /// Buttons below the message itself.
    Inline(Value),
    /// A keyboard for the people of the chat.
    Keyboard(Value),
    /// No such keyboard any more.
    Remove(Value),
    /// People answer this message.
    ForceReply(Value),
}

/// What the bot's latest messages put below people's input fields: `ReplyKeyboardMarkup` or `ForceReply`.
#[derive(Default)]
pub(crate) struct Keyboards {
    /// By chat, and by person if a keyboard is not for everybody.
    shown: HashMap<(i64, Option<i64>), Shown>,
    /// Counts what was shown.
    latest: u64,
}

#[derive(Clone, Debug)]
struct Shown {
    number: u64,
    /// The markup and the message it came with; `None` once it was removed.
    markup: Option<(Value, i64)>,
}

impl Keyboards {
    /// Applies the markup of a message. `readers` are the people it is for; everybody if none.
    pub(crate) fn apply(&mut self, chat_id: i64, message_id: i64, markup: &Markup, readers: Option<&[i64]>) {
        let shown = match markup {
            Markup::Inline(_) => return,
            Markup::Remove(_) => None,
            Markup::Keyboard(markup) | Markup::ForceReply(markup) => Some((markup.clone(), message_id)),
        };
        self.latest += 1;
        let shown = Shown { number: self.latest, markup: shown };
        match readers {
            None => drop(self.shown.insert((chat_id, None), shown)),
            Some(people) => {
                for person in people {
                    self.shown.insert((chat_id, Some(*person)), shown.clone());
                }
            }
        }
    }

    /// What a person has below the input field, and which message put it there.
    pub(crate) fn shown_to(&self, chat_id: i64, person: i64) -> Option<(&Value, i64)> {
        let keys = [(chat_id, None), (chat_id, Some(person))];
        let latest = keys.iter().filter_map(|key| self.shown.get(key)).max_by_key(|shown| shown.number);
        latest?.markup.as_ref().map(|(markup, message)| (markup, *message))
    }

    /// Takes away what a person used up: a force reply, and a keyboard for one time.
    pub(crate) fn used_by(&mut self, chat_id: i64, person: i64) {
        let Some((markup, _)) = self.shown_to(chat_id, person) else { return };
        if markup["force_reply"] == true || markup["one_time_keyboard"] == true {
            self.latest += 1;
            self.shown.insert((chat_id, Some(person)), Shown { number: self.latest, markup: None });
        }
    }
}

impl World {
    /// Puts a keyboard where it belongs: below the message, or below people's input fields.
    pub(super) fn show(&mut self, message_id: i64, markup: &Markup, message: &mut Value) {
        let chat_id = message["chat"]["id"].as_i64().unwrap_or_default();
        let is_selective = match markup {
            Markup::Inline(keyboard) => {
                message["reply_markup"] = keyboard.clone();
                return;
            }
            Markup::Keyboard(markup) | Markup::Remove(markup) | Markup::ForceReply(markup) => {
                markup["selective"] == true
            }
        };
        let readers = is_selective.then(|| self.addressed(message));
        self.keyboards.apply(chat_id, message_id, markup, readers.as_deref());
    }

    /// Whom a message is for: who is mentioned in it, and whose message it answers.
    fn addressed(&self, message: &Value) -> Vec<i64> {
        let entities = message["entities"].as_array().or_else(|| message["caption_entities"].as_array());
        let text = message["text"].as_str().or_else(|| message["caption"].as_str()).unwrap_or_default();
        let units: Vec<u16> = text.encode_utf16().collect();
        let mentioned = entities.into_iter().flatten().filter_map(|entity| {
            let place = |name: &str| entity[name].as_u64().and_then(|place| usize::try_from(place).ok());
            let begin = place("offset")?;
            let part = String::from_utf16_lossy(units.get(begin..begin + place("length")?)?);
            let named = part.strip_prefix('@').and_then(|name| self.person_named(name));
            entity["user"]["id"].as_i64().or(named)
        });
        let answered = message["reply_to_message"]["from"]["id"].as_i64();
        mentioned.chain(answered).collect()
    }

    fn person_named(&self, name: &str) -> Option<i64> {
        let has_name =
            |person: &Value| person["username"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(name));
        self.people.iter().find(|(_, person)| has_name(person)).map(|(id, _)| *id)
    }
}
