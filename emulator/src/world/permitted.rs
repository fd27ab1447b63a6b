//! Which content members may send.

use serde_json::{Map, Value};

use super::{BOT_ID, ChatKind, World};
use crate::refusal::Refusal;

/// The field of a content, the permission that it needs, and what TDLib calls it in refusals
/// (`can_send_message_content`). What is not listed needs what a text needs.
const NEEDS: [(&str, &str, &str); 15] = [
    ("animation", "can_send_other_messages", "animations"),
    ("audio", "can_send_audios", "music"),
    ("contact", "can_send_messages", "contacts"),
    ("dice", "can_send_other_messages", "dice"),
    ("game", "can_send_other_messages", "games"),
    ("invoice", "can_send_messages", "invoice messages"),
    ("photo", "can_send_photos", "photos"),
    ("poll", "can_send_polls", "polls"),
    ("sticker", "can_send_other_messages", "stickers"),
    ("venue", "can_send_messages", "venues"),
    ("video_note", "can_send_video_notes", "video notes"),
    ("video", "can_send_videos", "videos"),
    ("voice", "can_send_voice_notes", "voice notes"),
    // Animations come with a document, venues with a location.
    ("document", "can_send_documents", "documents"),
    ("location", "can_send_messages", "locations"),
];

/// The permission that a message with these fields needs, and what it is called.
pub(super) fn needed(fields: &Map<String, Value>) -> (&'static str, &'static str) {
    let need = NEEDS.into_iter().find(|(field, ..)| fields.contains_key(*field));
    need.map_or(("can_send_messages", "text messages"), |(_, permission, name)| (permission, name))
}

impl World {
    /// Whether the bot may send a message with these fields.
    pub(super) fn check_content(&self, chat_id: i64, fields: &Map<String, Value>) -> Result<(), Refusal> {
        let Some(chat) = self.chat(chat_id) else { return Ok(()) };
        let (permission, name) = needed(fields);
        let is_group = matches!(chat.kind, ChatKind::Group | ChatKind::Supergroup);
        if is_group && !self.standing(chat_id, BOT_ID).may(permission, &chat.permissions) {
            return Err(Refusal::bad_request(&format!("not enough rights to send {name} to the chat")));
        }
        Ok(())
    }
}
