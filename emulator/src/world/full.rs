//! What `getChat` tells.

use serde_json::{Value, json};

use super::{BOT_ID, ChatKind, ChatRecord};

impl ChatRecord {
    /// The `ChatFullInfo` object.
    pub(crate) fn shown_fully(&self) -> Value {
        let mut full = self.json.clone();
        full["accent_color_id"] = json!(0);
        full["max_reaction_count"] = json!(11);
        full["accepted_gift_types"] = json!({
            "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
            "premium_subscription": false, "gifts_from_channels": false,
        });
        if let Some(name) = self.username() {
            full["active_usernames"] = json!([name]);
        }
        if matches!(self.kind, ChatKind::Group | ChatKind::Supergroup) {
            full["permissions"] = Value::Object(self.permissions.shown_permissions());
        }
        let sizes = self.photo.as_ref().and_then(Value::as_array);
        if let Some((small, big)) = sizes.and_then(|sizes| sizes.first().zip(sizes.last())) {
            full["photo"] = json!({
                "small_file_id": small["file_id"], "small_file_unique_id": small["file_unique_id"],
                "big_file_id": big["file_id"], "big_file_unique_id": big["file_unique_id"],
            });
        }
        if !self.description.is_empty() {
            full["description"] = json!(self.description);
        }
        if let Some(linked) = self.linked {
            full["linked_chat_id"] = json!(linked);
        }
        if let Some(pinned) = self.pinned.iter().rev().find_map(|id| self.message(*id)) {
            full["pinned_message"] = pinned.json.clone();
        }
        let bot = self.members.get(&BOT_ID);
        let link = self.invites.open_primary(BOT_ID);
        if let Some(link) = link.filter(|_| bot.is_some_and(|bot| bot.has("can_invite_users"))) {
            full["invite_link"] = json!(link.url);
        }
        full
    }
}
