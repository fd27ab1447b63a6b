//! What people see of the bot before they write to it.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Rights;

/// A text of the bot's profile; each language may have its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Blurb {
    Name,
    Description,
    ShortDescription,
}

/// The bot's profile, menu buttons, and the rights that it asks for.
#[derive(Default)]
pub(crate) struct Showcase {
    texts: HashMap<(Blurb, String), String>,
    /// By private chat; `None` is for all others.
    buttons: HashMap<Option<i64>, Value>,
    pub(crate) group_rights: AskedRights,
    pub(crate) channel_rights: AskedRights,
}

/// The rights that the bot suggests when it is added as an administrator.
#[derive(Clone, Default)]
pub(crate) struct AskedRights {
    pub(crate) rights: Rights,
    pub(crate) is_anonymous: bool,
}

impl Showcase {
    /// Sets a text; an empty one is removed.
    pub(crate) fn set(&mut self, blurb: Blurb, language: String, text: String) {
        if text.is_empty() {
            self.texts.remove(&(blurb, language));
        } else {
            self.texts.insert((blurb, language), text);
        }
    }

    /// The text for a language, or else the one for all.
    pub(crate) fn text(&self, blurb: Blurb, language: &str) -> Option<&str> {
        let own = self.texts.get(&(blurb, language.to_owned()));
        own.or_else(|| self.texts.get(&(blurb, String::new()))).map(String::as_str)
    }

    /// Sets the menu button of a private chat, or of all that have none.
    pub(crate) fn set_button(&mut self, chat: Option<i64>, button: Value) {
        self.buttons.insert(chat, button);
    }

    /// The menu button of a private chat, or the one of all.
    pub(crate) fn button(&self, chat: Option<i64>) -> Value {
        let is_set = |button: &&Value| button["type"] != "default";
        let own = self.buttons.get(&chat).filter(is_set);
        own.or_else(|| self.buttons.get(&None)).cloned().unwrap_or_else(|| json!({ "type": "default" }))
    }
}
