//! People, and the chats that they make.

use serde_json::{Value, json};

use super::{BOT_ID, BOT_USERNAME, ChatKind, ChatRecord, Standing, World, service::fields};
use crate::journal::Happening;

/// What Telegram knows of a person.
///
/// ```
/// # use pouch_emulator::Profile;
/// let ann = Profile::new("Ann").last_name("Lee").username("ann_lee").language("de").premium();
/// # let _ = ann;
/// ```
#[derive(Clone, Debug)]
#[must_use = "a profile is nobody until `Emulator::add_user` has it"]
pub struct Profile {
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language: Option<String>,
    is_premium: bool,
    is_stranger: bool,
}

impl Profile {
    /// Somebody who uses Telegram in English.
    pub fn new(first_name: &str) -> Self {
        let language = Some("en".to_owned());
        Self {
            first_name: first_name.to_owned(),
            last_name: None,
            username: None,
            language,
            is_premium: false,
            is_stranger: false,
        }
    }

    /// Gives them a last name.
    pub fn last_name(mut self, name: &str) -> Self {
        self.last_name = Some(name.to_owned());
        self
    }

    /// Gives them a public name, without `@`.
    pub fn username(mut self, name: &str) -> Self {
        self.username = Some(name.to_owned());
        self
    }

    /// Sets the language of their Telegram, such as `de` or `pt-br`; empty if it does not tell.
    pub fn language(mut self, code: &str) -> Self {
        self.language = Some(code.to_owned()).filter(|code| !code.is_empty());
        self
    }

    /// Lets them have Telegram Premium.
    pub fn premium(mut self) -> Self {
        self.is_premium = true;
        self
    }

    /// Lets them be somebody who never opened a private chat with the bot: it cannot write to them first.
    pub fn stranger(mut self) -> Self {
        self.is_stranger = true;
        self
    }

    pub(crate) fn first_name(&self) -> &str {
        &self.first_name
    }

    /// The fields that `User` and the private `Chat` share.
    fn names(&self) -> Value {
        let mut names = json!({ "first_name": self.first_name });
        let optional = [("last_name", &self.last_name), ("username", &self.username)];
        for (field, value) in optional.into_iter().filter_map(|(field, value)| Some((field, value.as_ref()?)))
        {
            names[field] = json!(value);
        }
        names
    }

    fn user(&self, id: i64) -> Value {
        let mut user = self.names();
        user["id"] = json!(id);
        user["is_bot"] = json!(false);
        if let Some(language) = &self.language {
            user["language_code"] = json!(language);
        }
        if self.is_premium {
            user["is_premium"] = json!(true);
        }
        user
    }

    fn private_chat(&self, id: i64) -> Value {
        let mut chat = self.names();
        chat["id"] = json!(id);
        chat["type"] = json!("private");
        chat
    }
}

impl World {
    /// A new person, and their private chat with the bot.
    pub(crate) fn add_person(&mut self, profile: &Profile) -> i64 {
        let id = self.next_person;
        self.next_person += 1;
        let person = profile.user(id);
        self.journal.note(&Happening::Person(person.clone()));
        self.people.insert(id, person);
        self.add_record(id, ChatKind::Private, profile.private_chat(id));
        if let Some(chat) = self.chat_mut(id).filter(|_| profile.is_stranger) {
            chat.members.insert(BOT_ID, Standing::left());
        }
        id
    }

    /// A new chat of several people, with the bot in it.
    pub(crate) fn add_chat(&mut self, kind: ChatKind, title: &str) -> i64 {
        let next = if kind.has_own_numbers() { &mut self.next_supergroup } else { &mut self.next_group };
        let id = *next;
        *next -= 1;
        let chat = json!({ "id": id, "type": kind.name(), "title": title });
        self.add_record(id, kind, chat);
        id
    }

    /// The `User` of a person or the bot.
    pub(crate) fn user(&self, id: i64) -> Option<Value> {
        if id == BOT_ID { Some(bot()) } else { self.people.get(&id).cloned() }
    }

    /// Gives a chat a public name.
    pub(crate) fn set_username(&mut self, chat_id: i64, name: &str) {
        if let Some(chat) = self.chat_mut(chat_id) {
            chat.json["username"] = json!(name);
            self.note_chat(chat_id);
        }
    }

    /// Gives a chat another title; in groups and channels a message tells of it.
    pub(crate) fn set_title(&mut self, chat_id: i64, title: &str, by: Option<i64>) {
        let Some(chat) = self.chat_mut(chat_id).filter(|chat| chat.json["title"] != title) else { return };
        chat.json["title"] = json!(title);
        self.note_chat(chat_id);
        self.tell_change(chat_id, by, ("new_chat_title", json!(title)));
    }

    /// Gives a chat another photo, as the sizes in which Telegram keeps it, or none; a message tells of it.
    pub(crate) fn set_photo(&mut self, chat_id: i64, photo: Option<Value>, by: Option<i64>) {
        let Some(chat) = self.chat_mut(chat_id) else { return };
        chat.photo.clone_from(&photo);
        let told = photo.map_or(("delete_chat_photo", json!(true)), |sizes| ("new_chat_photo", sizes));
        self.tell_change(chat_id, by, told);
    }

    /// The message that tells of a change by somebody; in a channel, nobody is named.
    fn tell_change(&mut self, chat_id: i64, by: Option<i64>, told: (&str, Value)) {
        let Some(chat) = self.chat(chat_id) else { return };
        let origin = match chat.kind {
            ChatKind::Channel => ("sender_chat", chat.json.clone()),
            _ => ("from", self.performer(chat_id, by)),
        };
        self.tell(chat_id, fields([origin, told]));
    }

    /// The chat with this public name, without `@`, in any letter case.
    pub(crate) fn named(&self, name: &str) -> Option<i64> {
        let has_name = |chat: &ChatRecord| chat.username().is_some_and(|own| own.eq_ignore_ascii_case(name));
        let mut chats = self.chats.iter();
        chats.find(|(_, chat)| chat.kind != ChatKind::Private && has_name(chat)).map(|(id, _)| *id)
    }
}

/// The bot as a `User`.
pub(crate) fn bot() -> Value {
    json!({ "id": BOT_ID, "is_bot": true, "first_name": "Pouch Emulator", "username": BOT_USERNAME })
}
