//! Pinned messages.

use super::{BOT_ID, ChatKind, World, bot, service::fields};
use crate::refusal::Refusal;

impl World {
    /// Whether the bot may pin in a chat.
    pub(crate) fn check_pinning(&self, chat_id: i64) -> Result<(), Refusal> {
        let chat = self.open_chat(chat_id)?;
        let standing = self.standing(chat_id, BOT_ID);
        let may_pin = match chat.kind {
            ChatKind::Private => true,
            ChatKind::Channel => standing.has("can_edit_messages"),
            ChatKind::Group | ChatKind::Supergroup => standing.may("can_pin_messages", &chat.permissions),
        };
        let refusal = || Refusal::bad_request("not enough rights to manage pinned messages in the chat");
        if may_pin { Ok(()) } else { Err(refusal()) }
    }

    /// Pins a message, which a service message tells; `None` if there is no such message.
    pub(crate) fn pin(&mut self, chat_id: i64, message_id: i64) -> Option<()> {
        let chat = self.chat_mut(chat_id)?;
        let mut pinned = chat.message(message_id)?.json.clone();
        if let Some(pinned) = pinned.as_object_mut() {
            pinned.remove("reply_to_message");
        }
        if chat.pinned.last() == Some(&message_id) {
            return Some(());
        }
        chat.pinned.retain(|id| *id != message_id);
        chat.pinned.push(message_id);
        let author = match chat.kind {
            ChatKind::Channel => ("sender_chat", chat.json.clone()),
            _ => ("from", bot()),
        };
        self.note_chat(chat_id);
        self.tell(chat_id, fields([author, ("pinned_message", pinned)]));
        Some(())
    }

    /// Unpins one message, or the latest that was pinned; false if there is none.
    pub(crate) fn unpin(&mut self, chat_id: i64, message_id: Option<i64>) -> bool {
        let Some(chat) = self.chat_mut(chat_id) else { return false };
        let id = message_id.or_else(|| chat.pinned.last().copied());
        let before = chat.pinned.len();
        chat.pinned.retain(|pinned| Some(*pinned) != id);
        let is_unpinned = chat.pinned.len() < before;
        self.note_chat(chat_id);
        is_unpinned
    }

    /// Unpins all messages, or those of one topic.
    pub(crate) fn unpin_all(&mut self, chat_id: i64, topic: Option<i64>) {
        let Some(chat) = self.chat(chat_id) else { return };
        let is_kept = |id: &i64| {
            let thread = chat.message(*id).and_then(|message| message.json["message_thread_id"].as_i64());
            topic.is_some_and(|topic| thread.unwrap_or(super::GENERAL) != topic)
        };
        let kept: Vec<i64> = chat.pinned.iter().copied().filter(is_kept).collect();
        if let Some(chat) = self.chat_mut(chat_id) {
            chat.pinned = kept;
        }
        self.note_chat(chat_id);
    }
}
