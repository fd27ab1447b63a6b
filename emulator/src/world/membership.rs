//! Where the bot is welcome.

use serde_json::{Value, json};

use super::{ChatKind, World, bot};
use crate::journal::Happening;

impl World {
    /// Lets the bot in or throws it out, and tells it so. `by` is who did it. Nothing happens if it is so already.
    pub(crate) fn set_bot_out(&mut self, chat_id: i64, is_out: bool, by: Option<i64>) {
        let Some(chat) = self.chats.get_mut(&chat_id) else { return };
        if chat.is_bot_out == is_out {
            return;
        }
        chat.is_bot_out = is_out;
        self.journal.note(&Happening::Chat(chat.shown()));
        let from = by.and_then(|id| self.people.get(&id)).cloned().unwrap_or_else(someone);
        let change = json!({
            "chat": chat.json,
            "from": from,
            "date": self.clock.now(),
            "old_chat_member": membership(chat.kind, !is_out),
            "new_chat_member": membership(chat.kind, is_out),
        });
        self.queue.add("my_chat_member", change);
    }
}

/// The bot's `ChatMember`.
fn membership(kind: ChatKind, is_out: bool) -> Value {
    match (is_out, kind) {
        (true, _) => json!({ "user": bot(), "status": "kicked", "until_date": 0 }),
        (false, ChatKind::Channel) => administrator(),
        (false, _) => json!({ "user": bot(), "status": "member" }),
    }
}

/// Bots can be in channels only as administrators.
fn administrator() -> Value {
    json!({
        "user": bot(), "status": "administrator", "can_be_edited": false, "is_anonymous": false,
        "can_manage_chat": true, "can_delete_messages": true, "can_manage_video_chats": true,
        "can_restrict_members": true, "can_promote_members": false, "can_change_info": true,
        "can_invite_users": true, "can_post_stories": false, "can_edit_stories": false,
        "can_delete_stories": false, "can_post_messages": true, "can_edit_messages": true,
    })
}

/// The administrator of chats whose people were not made by a test.
pub(super) fn someone() -> Value {
    json!({ "id": 1000, "is_bot": false, "first_name": "Admin", "language_code": "en" })
}
