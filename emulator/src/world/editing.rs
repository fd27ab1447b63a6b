//! Changing and deleting what was said.

use pouch_formatting::Formatted;
use serde_json::{Value, json};

use super::{Content, Message, World};
use crate::{journal::Happening, refusal::Refusal};

/// How old a message may be to be deleted, in seconds.
const DELETABLE: u64 = 48 * 60 * 60;

/// What an edit changes beside the keyboard.
pub(crate) enum Rewrite {
    /// Another text or medium.
    Content(Content),
    /// Another caption; it may stand above the medium.
    Caption(Formatted, bool),
    /// Nothing but the keyboard.
    Markup,
}

impl World {
    /// A message of the bot, or one that was sent through it in inline mode, that it may edit.
    pub(crate) fn editable(&self, (chat_id, message_id): (i64, i64)) -> Result<&Message, Refusal> {
        if self.inline_id((chat_id, message_id)).is_some() {
            let message = self.chat(chat_id).and_then(|chat| chat.message(message_id));
            return message.ok_or_else(|| Refusal::bad_request("MESSAGE_ID_INVALID"));
        }
        let message = self.open_chat(chat_id)?.message(message_id);
        let message = message.ok_or_else(|| Refusal::bad_request("message to edit not found"))?;
        let is_service = Content::of(&message.json).is_none();
        if !message.from_bot || is_service || message.is_forwarded() || message.has_keyboard() {
            return Err(Refusal::bad_request("message can't be edited"));
        }
        Ok(message)
    }

    /// Edits a message of the bot, and gives it back as Telegram shows it. Without a keyboard, it loses the one it had.
    pub(crate) fn rewrite(
        &mut self,
        (chat_id, message_id): (i64, i64),
        change: Rewrite,
        keyboard: Option<Value>,
    ) -> Result<Value, Refusal> {
        let old = &self.editable((chat_id, message_id))?.json;
        let mut new = old.clone();
        self.apply(change, &mut new);
        if let Some(fields) = new.as_object_mut() {
            fields.remove("reply_markup");
            fields.extend(keyboard.map(|keyboard| ("reply_markup".to_owned(), keyboard)));
        }
        if new == *old {
            return Err(Refusal::bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same as a \
                 current content and reply markup of the message",
            ));
        }
        new["edit_date"] = json!(self.clock.now());
        self.replace(chat_id, message_id, new.clone());
        Ok(new)
    }

    fn apply(&self, change: Rewrite, message: &mut Value) {
        match change {
            Rewrite::Markup => {}
            Rewrite::Content(content) => content.write(message, |id| self.user(id)),
            Rewrite::Caption(caption, is_above) => {
                let Some(content) = Content::of(message) else { return };
                let mut content = content.captioned(caption);
                content.fields.remove("show_caption_above_media");
                let content =
                    if is_above { content.with("show_caption_above_media", json!(true)) } else { content };
                content.write(message, |id| self.user(id));
            }
        }
    }

    /// Puts a changed message in the place of the old one, and lets people see it.
    pub(super) fn replace(&mut self, chat_id: i64, message_id: i64, json: Value) {
        let Some(message) = self.chat_mut(chat_id).and_then(|chat| chat.message_mut(message_id)) else {
            return;
        };
        let text = json["text"].as_str().or_else(|| json["caption"].as_str());
        text.unwrap_or_default().clone_into(&mut message.text);
        message.json = json;
        let shown = message.shown();
        self.journal.note(&Happening::Edited(shown));
    }

    /// Whether the bot may delete a message: its own, anybody's in a private chat or where it is an
    /// administrator who may.
    pub(crate) fn check_deletable(&self, chat_id: i64, message_id: i64) -> Result<(), Refusal> {
        let chat = self.open_chat(chat_id)?;
        let not_found = || Refusal::bad_request("message to delete not found");
        let message = chat.message(message_id).ok_or_else(not_found)?;
        let may_delete = message.from_bot
            || chat_id > 0
            || self.standing(chat_id, super::BOT_ID).has("can_delete_messages");
        let age = self.clock.now().saturating_sub(message.json["date"].as_u64().unwrap_or_default());
        if may_delete && age <= DELETABLE {
            Ok(())
        } else {
            Err(Refusal::bad_request("message can't be deleted for everyone"))
        }
    }

    /// Deletes a message, whoever wrote it; false if there is none.
    pub(crate) fn delete(&mut self, chat_id: i64, message_id: i64) -> bool {
        let Some(message) = self.chat_mut(chat_id).and_then(|chat| chat.message_mut(message_id)) else {
            return false;
        };
        message.is_deleted = true;
        self.journal.note(&Happening::Deleted { chat_id, message_id });
        true
    }
}

impl Message {
    fn is_forwarded(&self) -> bool {
        self.json.get("forward_origin").is_some()
    }

    /// Whether it came with something for people's input fields, which makes it unchangeable.
    fn has_keyboard(&self) -> bool {
        let given = &self.sent_with["reply_markup"];
        let parsed = given.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let markup = parsed.as_ref().unwrap_or(given);
        ["keyboard", "remove_keyboard", "force_reply"].iter().any(|name| markup.get(name).is_some())
    }
}
